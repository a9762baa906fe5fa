// Rows of mail and of operators, for the two companies of the world.
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { insertRow } from '../support/company.ts'

/** Per table, the condition that finds the row. */
export async function fillOperators(sql: pg.Client, companyId: string): Promise<Record<string, string>> {
  const { email } = await insertRow(sql, 'unwanted_mails', {
    email: `${companyId}@example.com`,
    kind: 'trial',
  })
  return { unwanted_mails: `email = '${email}'`, operator_acts: `id = '${await actOnce(sql, companyId)}'` }
}

/** Acts are written by what operators may do, and by nothing else. */
async function actOnce(sql: pg.Client, companyId: string): Promise<string> {
  const act = randomUUID()
  await sql.query('begin')
  await sql.query(
    `select set_config('role', 'deskhand_operator', true), set_config('deskhand.user_id', $1, true),
      set_config('deskhand.email', 'operator@example.com', true)`,
    [randomUUID()],
  )
  await sql.query(`select deskhand.operator_set_extra($1, $2, 0, 'Asked by phone')`, [act, companyId])
  await sql.query('commit')
  return act
}

/** Rows that somebody could add. */
export function newOperatorRows() {
  return { unwanted_mails: { email: 'new@example.com', kind: 'trial' } }
}
