import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import type { ApiKey } from '#lib/wire/api-key.ts'
import { apiKeyColumns, toWire } from './to-wire.ts'

/** Living keys first, newest first. */
export function listApiKeys(caller: CompanyCaller): Promise<ApiKey[]> {
  authorize(caller, 'api-keys.manage')
  return transact(caller, async (tx) => {
    const rows = await tx
      .selectFrom('apiKeys')
      .where('companyId', '=', caller.companyId)
      .select([...apiKeyColumns])
      .orderBy((eb) => eb('revokedAt', 'is not', null))
      .orderBy('createdAt', 'desc')
      .limit(200)
      .execute()
    return rows.map(toWire)
  })
}
