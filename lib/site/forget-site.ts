import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { employeeById } from '#lib/employee/read-employee.ts'
import { notFound } from '#lib/errors.ts'
import type { SiteList } from '#lib/wire/site.ts'
import { authorizeScope } from './decide-site.ts'
import { sitesNow } from './list-sites.ts'

/** Takes a decision back, as if nobody had decided. @throws AppError `not_found`, `not_allowed` */
export function forgetSite(caller: CompanyCaller, input: { id: string; ruleId: string }): Promise<SiteList> {
  authorize(caller, 'sites.decide')
  return transact(caller, async (tx) => {
    const { id } = await employeeById(tx, caller, input.id)
    const rule = await tx
      .selectFrom('siteRules')
      .where('companyId', '=', caller.companyId)
      .where('id', '=', input.ruleId)
      .where((eb) => eb.or([eb('employeeId', 'is', null), eb('employeeId', '=', id)]))
      .select(['site', 'employeeId'])
      .forUpdate()
      .executeTakeFirst()
    if (!rule) throw notFound('rule')
    const scope = rule.employeeId ? 'employee' : 'company'
    authorizeScope(caller, { site: rule.site, scope })
    await tx
      .deleteFrom('siteRules')
      .where('companyId', '=', caller.companyId)
      .where('id', '=', input.ruleId)
      .execute()
    await record(tx, {
      companyId: caller.companyId,
      action: 'site.forgotten',
      subjectId: rule.employeeId ?? caller.companyId,
      details: { site: rule.site, scope },
    })
    return sitesNow(tx, caller, id)
  })
}
