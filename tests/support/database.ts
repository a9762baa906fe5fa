// A migrated database of its own for each test file that asks.
import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { cloneDatabase, dropDatabase } from './database-server.ts'

export interface FreshDatabase {
  databaseUrl: string
  drop: () => Promise<void>
}

/** Clones the run's template. Works in test files of the kinds db and process. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const serverUrl = inject('databaseServerUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const databaseUrl = await cloneDatabase(serverUrl, name)
  return { databaseUrl, drop: () => dropDatabase(serverUrl, name) }
}
