// What an employee may open, from the role's own sites and what members decided. Pure.

import type { SiteDecision } from '#lib/wire/site.ts'
import type { RoleTemplate } from '#worker-templates/role-template.ts'

export interface SiteRule {
  site: string
  decision: SiteDecision
  /** null: for everybody of the company. */
  employeeId: string | null
}

export type StandingRule = Pick<SiteRule, 'site' | 'decision'>

/** One rule for each site: what was decided for the employee stands before the company's word, and that before the role's. */
export function standingRules(role: Pick<RoleTemplate, 'sites'>, rules: SiteRule[]): StandingRule[] {
  const standing = new Map<string, SiteDecision>(role.sites.map((site) => [site, 'allow']))
  for (const { site, decision } of rules.filter(({ employeeId }) => employeeId === null)) {
    standing.set(site, decision)
  }
  for (const { site, decision } of rules.filter(({ employeeId }) => employeeId !== null)) {
    standing.set(site, decision)
  }
  return [...standing].map(([site, decision]) => ({ site, decision }))
}

/** As a desk's way out understands it: sites that are open, and with `!` in front those that are not. Sorted, so that equal is equal. */
export function sitesOf(role: Pick<RoleTemplate, 'sites'>, rules: SiteRule[]): string[] {
  return standingRules(role, rules)
    .map(({ site, decision }) => (decision === 'allow' ? site : `!${site}`))
    .sort()
}

/** The closest rule decides: the very name, else the longest `*.name`, else `*`. undefined: nobody has decided. */
export function decisionOn(rules: StandingRule[], host: string): SiteDecision | undefined {
  const fitting = rules.filter(({ site }) => fits(site, host))
  return fitting.toSorted((a, b) => closeness(b.site) - closeness(a.site))[0]?.decision
}

function fits(site: string, host: string) {
  if (site === '*' || site === host) return true
  return site.startsWith('*.') && (host === site.slice(2) || host.endsWith(site.slice(1)))
}

/** A longer site fits fewer names; the very name is the closest of all. */
function closeness(site: string) {
  return site.startsWith('*') ? site.length : Number.POSITIVE_INFINITY
}
