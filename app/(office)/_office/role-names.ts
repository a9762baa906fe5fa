import { roles } from '#lib/role/roles.ts'

/** What a page needs of the roles; their words weigh too much for a browser. */
export const roleNames: Readonly<Record<string, string>> = Object.fromEntries(
  roles.map((role) => [role.key, role.name]),
)
