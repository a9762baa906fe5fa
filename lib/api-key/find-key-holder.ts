import { sql } from 'kysely'
import { anonymous, type KeyHolder, type Scope } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { digestOf, looksLikeSecret } from './secret.ts'

/** Who holds this key; undefined for a key that is unknown, revoked or expired. */
export async function findKeyHolder(secret: string): Promise<KeyHolder | undefined> {
  if (!looksLikeSecret(secret)) return undefined
  const { rows } = await transact(anonymous, (tx) =>
    sql<{ id: string; companyId: string; scopes: Scope[] }>`
      select * from deskhand.find_api_key(${digestOf(secret)})`.execute(tx),
  )
  const key = rows[0]
  return key && { kind: 'key', apiKeyId: key.id, companyId: key.companyId, scopes: key.scopes }
}
