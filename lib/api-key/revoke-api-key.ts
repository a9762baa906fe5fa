import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { notFound } from '#lib/errors.ts'

/** Ends a key at once. Revoking it again changes nothing. */
export function revokeApiKey(caller: CompanyCaller, input: { id: string }): Promise<void> {
  authorize(caller, 'api-keys.manage')
  return transact(caller, async (tx) => {
    const key = await tx
      .selectFrom('apiKeys')
      .where('companyId', '=', caller.companyId)
      .where('id', '=', input.id)
      .select(['name', 'revokedAt'])
      .forUpdate()
      .executeTakeFirst()
    if (!key) throw notFound('API key')
    if (key.revokedAt) return
    // Recorded first: a key that revokes itself is not believed afterwards.
    await record(tx, {
      companyId: caller.companyId,
      action: 'api_key.revoked',
      subjectId: input.id,
      details: { name: key.name },
    })
    await tx.updateTable('apiKeys').set({ revokedAt: new Date() }).where('id', '=', input.id).execute()
  })
}
