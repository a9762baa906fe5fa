// Runs a file of supabase/tests against Postgres and reads what pgTAP says.
import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'

interface Assertion {
  description: string
  /** Empty when it held. */
  complaint: string
}

export interface TapReport {
  planned: number
  assertions: Assertion[]
}

const schema = 'extensions'

/** The SQL of the npm package: embedded Postgres cannot `create extension pgtap`. */
export async function loadPgTap(sql: pg.Client): Promise<void> {
  const main = fileURLToPath(import.meta.resolve('@electric-sql/pglite-pgtap'))
  const archive = join(dirname(main), 'pgtap.tar.gz')
  const { stdout } = await promisify(execFile)(
    'tar',
    ['-xzOf', archive, 'share/postgresql/extension/pgtap.sql'],
    { maxBuffer: 16 * 1024 * 1024 },
  )
  await sql.query(`create schema if not exists ${schema}; set search_path = ${schema}, public`)
  await sql.query(stdout)
}

/** In a session of its own, as `supabase test db` would. */
export async function runTapFile(databaseUrl: string, text: string): Promise<TapReport> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`set search_path = public, ${schema}`)
    const answers = await client.query<unknown[]>({ text, rowMode: 'array' })
    return readTap(linesOf(answers))
  } finally {
    await client.end()
  }
}

/** A text of several statements gives several results, which pg's types do not know. */
function linesOf(answers: pg.QueryArrayResult<unknown[]>): string[] {
  const results = Array.isArray(answers) ? answers.map(({ rows }) => rows) : [answers.rows]
  return results.flat(2).flatMap((cell) => (typeof cell === 'string' ? cell.split('\n') : []))
}

export function readTap(lines: string[]): TapReport {
  const report: TapReport = { planned: 0, assertions: [] }
  for (const line of lines) {
    const plan = /^1\.\.(\d+)$/.exec(line)
    const result = /^(not )?ok \d+(?: - (.*))?$/.exec(line)
    const last = report.assertions.at(-1)
    if (plan) report.planned = Number(plan[1])
    else if (result)
      report.assertions.push({ description: result[2] ?? '', complaint: result[1] ? line : '' })
    else if (line.startsWith('#') && last?.complaint) last.complaint += `\n${line}`
  }
  return report
}
