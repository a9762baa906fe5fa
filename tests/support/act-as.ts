// Speaks to the database as lib/db/transact.ts does, on a plain connection and inside an open transaction.
import type pg from 'pg'
import type { Caller } from '#lib/access/caller.ts'

/** Until the end of the transaction the connection acts for the caller, or for the installation. */
export async function actAs(sql: pg.Client, caller: Caller | 'orchestrator'): Promise<void> {
  if (caller === 'orchestrator') {
    await sql.query('set local role deskhand_orchestrator')
    return
  }
  const userId = 'userId' in caller ? caller.userId : ''
  const email = 'email' in caller ? caller.email : ''
  const companyId = 'companyId' in caller ? caller.companyId : ''
  const apiKeyId = 'apiKeyId' in caller ? caller.apiKeyId : ''
  await sql.query(
    `select set_config('role', 'deskhand_app', true), set_config('deskhand.user_id', $1, true),
      set_config('deskhand.email', $2, true), set_config('deskhand.company_id', $3, true),
      set_config('deskhand.api_key_id', $4, true)`,
    [userId, email, companyId, apiKeyId],
  )
}

/** One transaction as the caller. */
export async function inTransactionAs<T>(
  sql: pg.Client,
  caller: Caller | 'orchestrator',
  work: () => Promise<T>,
): Promise<T> {
  await sql.query('begin')
  try {
    await actAs(sql, caller)
    const result = await work()
    await sql.query('commit')
    return result
  } catch (error) {
    await sql.query('rollback')
    throw error
  }
}
