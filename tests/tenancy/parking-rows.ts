// Refused model calls, for the two companies of the world.
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { insertRow } from '../support/company.ts'

/** Per table, the condition that finds the row. */
export async function fillParking(sql: pg.Client, companyId: string): Promise<Record<string, string>> {
  const id = randomUUID()
  await insertRow(sql, 'model_refusals', { id, company_id: companyId, reason: 'company_allowance' })
  return { model_refusals: `id = '${id}'` }
}

/** Rows that somebody could add. */
export function newParkingRows(companyId: string) {
  return { model_refusals: { company_id: companyId, reason: 'company_allowance' } }
}
