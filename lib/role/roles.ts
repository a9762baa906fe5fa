// Who can be hired. Only light facts, fit for a page; the words of a role are read by render-home.ts alone.
import { template as bookkeeper } from '#worker-templates/bookkeeper/template.ts'
import { template as contentWriter } from '#worker-templates/content-writer/template.ts'
import { template as customerSupport } from '#worker-templates/customer-support/template.ts'
import { template as dataAnalyst } from '#worker-templates/data-analyst/template.ts'
import { template as executiveAssistant } from '#worker-templates/executive-assistant/template.ts'
import { template as qaTester } from '#worker-templates/qa-tester/template.ts'
import { template as researcher } from '#worker-templates/researcher/template.ts'
import type { RoleTemplate } from '#worker-templates/role-template.ts'
import { template as salesDevelopment } from '#worker-templates/sales-development/template.ts'
import { template as socialMediaManager } from '#worker-templates/social-media-manager/template.ts'
import { template as softwareEngineer } from '#worker-templates/software-engineer/template.ts'

export type { RoleTemplate } from '#worker-templates/role-template.ts'

/** In the order in which they are offered. */
export const roles: readonly RoleTemplate[] = [
  executiveAssistant,
  researcher,
  socialMediaManager,
  customerSupport,
  salesDevelopment,
  bookkeeper,
  softwareEngineer,
  qaTester,
  contentWriter,
  dataAnalyst,
]

export function roleByKey(key: string): RoleTemplate | undefined {
  return roles.find((role) => role.key === key)
}
