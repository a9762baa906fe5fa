import type { RoleTemplate } from '#lib/role/roles.ts'

/** What the page of roles needs to know of each. */
export type RoleFacts = Pick<
  RoleTemplate,
  'key' | 'name' | 'headline' | 'summary' | 'doesForYou' | 'skills' | 'defaultSkills' | 'icon'
>
