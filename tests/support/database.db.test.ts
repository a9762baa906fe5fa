import pg from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from './database.ts'

async function tablesOf(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    )
    return rows.map((row) => row.name)
  } finally {
    await client.end()
  }
}

test('a fresh database is migrated and nobody else sees what is done in it', async () => {
  const [mine, yours] = await Promise.all([freshDatabase(), freshDatabase()])
  const client = new pg.Client({ connectionString: mine.databaseUrl })
  await client.connect()
  await client.query('create table only_mine ()')
  await client.end()
  expect(await tablesOf(mine.databaseUrl)).toContain('only_mine')
  expect(await tablesOf(yours.databaseUrl)).toContain('messages')
  expect(await tablesOf(yours.databaseUrl)).not.toContain('only_mine')
  await Promise.all([mine.drop(), yours.drop()])
  await expect(tablesOf(mine.databaseUrl)).rejects.toThrow('does not exist')
})
