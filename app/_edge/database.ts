import 'server-only'
import { openDatabase } from '#lib/db/database.ts'
import { appEnv } from './env.ts'
import { configuredModels } from './models.ts'

/** Opens the app's pool on first use. Every edge calls it before a verb. */
export function ensureDatabase(): void {
  const { DATABASE_URL, DATABASE_POOL_SIZE } = appEnv()
  configuredModels()
  openDatabase({
    databaseUrl: DATABASE_URL,
    maxConnections: DATABASE_POOL_SIZE,
    applicationName: 'deskhand-app',
  })
}
