// `npm run db:types`: writes lib/db/types.ts from the migrations, in a throwaway Postgres. With --check it only compares.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startDatabaseServer, templateUrl } from '#tests/support/database-server.ts'

const committed = fileURLToPath(new URL('../lib/db/types.ts', import.meta.url))
const codegen = join(
  dirname(fileURLToPath(import.meta.resolve('kysely-codegen/package.json'))),
  'dist/cli/bin.js',
)
const options = [
  '--dialect=postgres',
  '--default-schema=public',
  '--include-pattern=public.*',
  '--camel-case',
  '--singularize',
  '--type-mapping={"int8":"number"}',
]

async function generate(databaseUrl: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-db-types-'))
  const outFile = join(folder, 'types.ts')
  try {
    const args = [codegen, ...options, `--url=${databaseUrl}`, `--out-file=${outFile}`]
    await promisify(execFile)(process.execPath, args)
    return await readFile(outFile, 'utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function generateFromMigrations(): Promise<string> {
  const server = await startDatabaseServer()
  try {
    return await generate(templateUrl(server.url))
  } finally {
    await server.stop()
  }
}

const generated = await generateFromMigrations()
const upToDate = generated === (await readFile(committed, 'utf8').catch(() => ''))
if (upToDate) {
  console.log('lib/db/types.ts says what the migrations say.')
} else if (process.argv.includes('--check')) {
  console.error('lib/db/types.ts is behind supabase/migrations: run npm run db:types and commit it.')
  process.exitCode = 1
} else {
  await writeFile(committed, generated)
  console.log('Wrote lib/db/types.ts.')
}
