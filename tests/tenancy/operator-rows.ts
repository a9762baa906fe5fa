// Rows of mail and of operators, for the two companies of the world.
import type pg from 'pg'
import { insertRow } from '../support/company.ts'

/** Per table, the condition that finds the row. */
export async function fillOperators(sql: pg.Client, companyId: string): Promise<Record<string, string>> {
  const { email } = await insertRow(sql, 'unwanted_mails', {
    email: `${companyId}@example.com`,
    kind: 'trial',
  })
  return { unwanted_mails: `email = '${email}'` }
}

/** Rows that somebody could add. */
export function newOperatorRows() {
  return { unwanted_mails: { email: 'new@example.com', kind: 'trial' } }
}
