/** Brings a database to where the product can use it. Safe to repeat: one that is up to date stays as it is. */
import { migrate } from '#lib/db/migrate.ts'
import { ensureAuthSchema } from './supabase/ensure-auth-schema.ts'

export async function prepareDatabase(databaseUrl: string): Promise<void> {
  await ensureAuthSchema(databaseUrl)
  await migrate(databaseUrl)
}
