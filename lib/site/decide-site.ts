// A member allows or refuses a site, for one employee or for everybody of the company. Deciding again replaces what was decided.
import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { employeeById } from '#lib/employee/read-employee.ts'
import { AppError } from '#lib/errors.ts'
import type { SiteDecision, SiteList } from '#lib/wire/site.ts'
import { sitesNow } from './list-sites.ts'
import { parseSite } from './parse-site.ts'

export interface SiteInput {
  /** The employee; for the whole company, whoever it is looked at from. */
  id: string
  site: string
  scope?: 'employee' | 'company' | undefined
}

/** @throws AppError `invalid`, `not_found`, `not_allowed`, `limit_reached` */
export function allowSite(caller: CompanyCaller, input: SiteInput): Promise<SiteList> {
  return decide(caller, input, 'allow')
}

/** @throws AppError `invalid`, `not_found`, `not_allowed`, `limit_reached` */
export function refuseSite(caller: CompanyCaller, input: SiteInput): Promise<SiteList> {
  return decide(caller, input, 'refuse')
}

const past = { allow: 'allowed', refuse: 'refused' } as const
/** For an employee, and for the company: more than anybody looks through, less than a desk's way out takes. */
const mostRules = 300

function decide(caller: CompanyCaller, input: SiteInput, decision: SiteDecision): Promise<SiteList> {
  authorize(caller, 'sites.decide')
  const site = parseSite(input.site)
  const scope = input.scope ?? 'employee'
  authorizeScope(caller, { site, scope })
  return transact(caller, async (tx) => {
    const { id } = await employeeById(tx, caller, input.id)
    const employeeId = scope === 'employee' ? id : null
    await refuseTooMany(tx, caller.companyId, employeeId)
    const decidedBy = caller.kind === 'member' ? caller.userId : null
    await tx
      .insertInto('siteRules')
      .values({ companyId: caller.companyId, employeeId, site, decision, decidedBy })
      .onConflict((conflict) =>
        conflict
          .columns(['companyId', 'employeeId', 'site'])
          .doUpdateSet({ decision, decidedBy, decidedAt: sql<Date>`now()` }),
      )
      .execute()
    await record(tx, {
      companyId: caller.companyId,
      action: `site.${past[decision]}`,
      subjectId: employeeId ?? caller.companyId,
      details: { site, scope },
    })
    return sitesNow(tx, caller, id)
  })
}

/** What concerns everybody, or opens everything, is for those who manage the company. */
export function authorizeScope(caller: CompanyCaller, rule: { site: string; scope: string }): void {
  if (rule.scope === 'company') authorize(caller, 'company.change')
  if (rule.site === '*') authorize(caller, 'sites.open-all')
}

async function refuseTooMany(tx: Tx, companyId: string, employeeId: string | null) {
  const { count } = await tx
    .selectFrom('siteRules')
    .where('companyId', '=', companyId)
    .where('employeeId', 'is not distinct from', employeeId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (Number(count) < mostRules) return
  throw new AppError('limit_reached', {
    detail: `There are ${mostRules} rules already. Nothing was changed. Take some back first, or allow a wider site.`,
  })
}
