// A fresh database that verbs reach as they do in the product.
import pg from 'pg'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { freshDatabase } from './database.ts'

export interface VerbWorld {
  /** A connection of the owner of the tables. */
  sql: pg.Client
  databaseUrl: string
  close: () => Promise<void>
}

export async function openVerbWorld(): Promise<VerbWorld> {
  const { databaseUrl, drop } = await freshDatabase()
  openDatabase({ databaseUrl, maxConnections: 8, applicationName: 'test' })
  const sql = new pg.Client({ connectionString: databaseUrl })
  await sql.connect()
  const close = async () => {
    await closeDatabase()
    await sql.end()
    await drop()
  }
  return { sql, databaseUrl, close }
}

/** The code of the refusal, or "done". Other failures are the test's. */
export async function outcome(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

/** What several attempts at the same time came to, in a fixed order. */
export async function outcomes(attempts: (() => Promise<unknown>)[]): Promise<string[]> {
  return (await Promise.all(attempts.map(outcome))).sort()
}

/** What the company's chain says was done, oldest first. */
export async function auditOf(sql: pg.Client, companyId: string): Promise<string[]> {
  const { rows } = await sql.query<{ action: string }>(
    'select action from audit_entries where company_id = $1 order by seq',
    [companyId],
  )
  return rows.map((row) => row.action)
}
