// `npm run desks -- …`: what operators do with builds of the desk and with hosts. Talks to the database as the orchestrator does, so
// it works from anywhere, also while no orchestrator runs; they act on it within seconds.
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { runDesksCommand } from './run-desks-command.ts'

const databaseUrl = process.env.DATABASE_URL
if (!databaseUrl) {
  console.error(
    'DATABASE_URL is not set: name the database of the installation, for example postgres://user:password@host:5432/postgres',
  )
  process.exit(2)
}
openDatabase({ databaseUrl, maxConnections: 2, applicationName: 'deskhand-desks' })
try {
  console.log(await runDesksCommand(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof AppError ? error.facts.detail : error)
  process.exitCode = 1
} finally {
  await closeDatabase()
}
