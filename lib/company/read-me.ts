import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { readEntitlement } from '#lib/billing/read-entitlement.ts'
import { transact } from '#lib/db/transact.ts'
import { type Me, me } from '#lib/wire/me.ts'

/** The caller, their company and what it may do now. */
export function readMe(caller: CompanyCaller): Promise<Me> {
  authorize(caller, 'company.read')
  return transact(caller, async (tx) => {
    const company = await tx
      .selectFrom('companies')
      .where('id', '=', caller.companyId)
      .select(['id', 'name', 'about', 'planApproval'])
      .executeTakeFirstOrThrow()
    return {
      company: me.shape.company.parse(company),
      member:
        caller.kind === 'member' ? { userId: caller.userId, email: caller.email, role: caller.role } : null,
      apiKey: caller.kind === 'key' ? { id: caller.apiKeyId, scopes: caller.scopes } : null,
      entitlement: await readEntitlement(tx, caller.companyId),
    }
  })
}
