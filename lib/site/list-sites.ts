import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { employeeById } from '#lib/employee/read-employee.ts'
import { roleByKey } from '#lib/role/roles.ts'
import type { Employee } from '#lib/wire/employee.ts'
import type { SiteList } from '#lib/wire/site.ts'
import { decisionOn, standingRules } from './sites-of.ts'

type WireRule = SiteList['rules'][number]
type WireRequest = SiteList['requests'][number]

/** What an employee may open and what they asked for in vain. @throws AppError `not_found` */
export function listSites(caller: CompanyCaller, input: { id: string }): Promise<SiteList> {
  authorize(caller, 'sites.read')
  return transact(caller, (tx) => sitesNow(tx, caller, input.id))
}

export async function sitesNow(tx: Tx, caller: CompanyCaller, employeeId: string): Promise<SiteList> {
  const employee = await employeeById(tx, caller, employeeId)
  const role = roleByKey(employee.roleKey) ?? { sites: [] }
  const decided = await readRules(tx, employee, caller.companyId)
  const standing = standingRules(role, decided)
  const rules = [...decided.map(toWire), ...role.sites.map(ofRole)]
  const requests = await readRequests(tx, employee, caller.companyId)
  return {
    rules: rules.map((rule) => ({ ...rule, counts: counts(rule, rules) })),
    requests: requests.filter(
      ({ host, why }) => why !== 'not_allowed' || decisionOn(standing, host) === undefined,
    ),
  }
}

function readRules(tx: Tx, employee: Employee, companyId: string) {
  return tx
    .selectFrom('siteRules as rule')
    .leftJoin('members as member', (join) =>
      join.onRef('member.companyId', '=', 'rule.companyId').onRef('member.userId', '=', 'rule.decidedBy'),
    )
    .where('rule.companyId', '=', companyId)
    .where((eb) => eb.or([eb('rule.employeeId', 'is', null), eb('rule.employeeId', '=', employee.id)]))
    .select([
      'rule.id',
      'rule.site',
      'rule.decision',
      'rule.employeeId',
      'rule.decidedAt',
      'member.displayName',
    ])
    .$narrowType<{ decision: WireRule['decision'] }>()
    .orderBy('rule.decidedAt', 'desc')
    .orderBy('rule.id')
    .execute()
}

function toWire(rule: Awaited<ReturnType<typeof readRules>>[number]): Omit<WireRule, 'counts'> {
  return {
    id: rule.id,
    site: rule.site,
    decision: rule.decision,
    scope: rule.employeeId ? 'employee' : 'company',
    decidedBy: rule.displayName,
    decidedAt: rule.decidedAt.toISOString(),
  }
}

function ofRole(site: string): Omit<WireRule, 'counts'> {
  return { id: null, site, decision: 'allow', scope: 'role', decidedBy: null, decidedAt: null }
}

const nearness = { employee: 2, company: 1, role: 0 }

function counts(rule: Omit<WireRule, 'counts'>, all: Omit<WireRule, 'counts'>[]) {
  return !all.some(({ site, scope }) => site === rule.site && nearness[scope] > nearness[rule.scope])
}

const mostRequests = 100

async function readRequests(tx: Tx, employee: Employee, companyId: string): Promise<WireRequest[]> {
  const rows = await tx
    .selectFrom('siteRequests')
    .where('companyId', '=', companyId)
    .where('employeeId', '=', employee.id)
    .select(['host', 'port', 'why', 'times', 'firstAt', 'lastAt'])
    .$narrowType<{ why: WireRequest['why'] }>()
    .orderBy('lastAt', 'desc')
    .limit(mostRequests)
    .execute()
  return rows.map((row) => ({
    ...row,
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
  }))
}
