/** Just the database: Postgres, what Supabase has before the first migration, and the migrations. Also for tests. */
import { migrate } from '#lib/db/migrate.ts'
import { type Postgres, type PostgresOptions, startPostgres } from './postgres/start.ts'
import { ensureAuthSchema } from './supabase/ensure-auth-schema.ts'

export async function startDatabase(options: PostgresOptions): Promise<Postgres> {
  const postgres = await startPostgres(options)
  try {
    await prepareDatabase(postgres.url)
  } catch (error) {
    await postgres.stop()
    throw error
  }
  return postgres
}

/** Safe to repeat: a database that is up to date stays as it is. */
export async function prepareDatabase(databaseUrl: string): Promise<void> {
  await ensureAuthSchema(databaseUrl)
  await migrate(databaseUrl)
}
