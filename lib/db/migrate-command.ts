// `npm run db:migrate`: brings the database at DATABASE_URL up to date.
import { migrate } from './migrate.ts'

const databaseUrl = process.env.DATABASE_URL
if (!databaseUrl) {
  console.error(
    'DATABASE_URL is not set: name the Postgres to migrate, for example postgres://user:password@host:5432/postgres',
  )
  process.exit(2)
}
const applied = await migrate(databaseUrl)
console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`)
