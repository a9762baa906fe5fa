// What every desk of this host may open: one complete answer, or an error.
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { roleByKey } from '#lib/role/roles.ts'
import { type SiteRule, sitesOf } from '#lib/site/sites-of.ts'
import type { DeskReach } from '#orchestrator/runtime/desk-runtime.ts'

/** Only desks at which somebody works: a warm desk and one whose employee was fired may open nothing. */
export function readReach(hostName: string): Promise<DeskReach[]> {
  return transactAsOrchestrator(async (tx) => {
    const desks = await readDesks(tx, hostName)
    const rules = await readRules(tx, [...new Set(desks.map(({ companyId }) => companyId))])
    return desks.map(({ deskId, companyId, employeeId, roleKey }) => ({
      deskId,
      sites: sitesOf(
        roleByKey(roleKey) ?? { sites: [] },
        (rules.get(companyId) ?? []).filter(
          (rule) => rule.employeeId === null || rule.employeeId === employeeId,
        ),
      ),
    }))
  })
}

function readDesks(tx: Tx, hostName: string) {
  return tx
    .selectFrom('desks as desk')
    .innerJoin('hosts as host', 'host.id', 'desk.hostId')
    .innerJoin('employees as employee', 'employee.id', 'desk.employeeId')
    .where('host.name', '=', hostName)
    .where('desk.observedState', '<>', 'gone')
    .where('employee.firedAt', 'is', null)
    .select(['desk.id as deskId', 'employee.companyId', 'employee.id as employeeId', 'employee.roleKey'])
    .orderBy('desk.id')
    .execute()
}

async function readRules(tx: Tx, companyIds: string[]): Promise<Map<string, SiteRule[]>> {
  if (companyIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('siteRules')
    .where('companyId', 'in', companyIds)
    .select(['companyId', 'employeeId', 'site', 'decision'])
    .$narrowType<{ decision: SiteRule['decision'] }>()
    .execute()
  return Map.groupBy(rows, ({ companyId }) => companyId)
}
