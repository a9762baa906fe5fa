// A company in a running product, with as many API keys as its programs need: rates are counted for each key.
import pg from 'pg'
import type { Member } from '#lib/access/caller.ts'
import { createApiKey } from '#lib/api-key/create-api-key.ts'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { addCompany } from './company.ts'

export interface ProductOffice {
  companyId: string
  owner: Member
  secrets: string[]
}

export async function openProductOffice(databaseUrl: string, keys = 1): Promise<ProductOffice> {
  const { companyId, owner } = await withSql(databaseUrl, (sql) => addCompany(sql, { planKey: 'company' }))
  return { companyId, owner, secrets: await makeKeys(databaseUrl, owner, keys) }
}

async function makeKeys(databaseUrl: string, owner: Member, count: number): Promise<string[]> {
  openDatabase({ databaseUrl, maxConnections: 1, applicationName: 'test' })
  try {
    const secrets: string[] = []
    for (let at = 1; at <= count; at++) {
      const { secret } = await createApiKey(owner, { name: `Key ${at}`, scopes: ['read', 'write'] })
      secrets.push(secret)
    }
    return secrets
  } finally {
    await closeDatabase()
  }
}

/** A connection as the owner of the tables, for as long as the work takes. */
export async function withSql<T>(databaseUrl: string, work: (sql: pg.Client) => Promise<T>): Promise<T> {
  const sql = new pg.Client({ connectionString: databaseUrl })
  await sql.connect()
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}
