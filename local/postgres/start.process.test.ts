import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { isAlive } from '#local/supervisor/processes.ts'
import { freePort } from '#tests/support/free-port.ts'
import type { Privileges } from './privileges.ts'
import { type Postgres, type PostgresOptions, startPostgres } from './start.ts'

const password = 'a password of this test alone'
let folder: string
let options: PostgresOptions
let running: Postgres | undefined

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'deskhand-postgres-test-'))
  options = { dataDir: join(folder, 'data'), port: await freePort(), password }
})

afterEach(async () => {
  await running?.stop()
  running = undefined
  rmSync(folder, { recursive: true, force: true })
})

async function start(more: Partial<PostgresOptions> = {}): Promise<Postgres> {
  running = await startPostgres({ ...options, ...more })
  return running
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded Postgres', () => {
  it('starts, serves many connections, and leaves no process behind when stopped', async () => {
    const postgres = await start()
    expect(await query(postgres.url, 'show max_connections')).toEqual([{ max_connections: '200' }])
    expect(await query(postgres.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    await postgres.stop()
    expect(isAlive(postgres.pid)).toBe(false)
  })

  it('wants the password', async () => {
    const postgres = await start()
    const wrong = postgres.url.replace(password, 'another')
    await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/)
  })

  it('keeps what was committed over a kill -9, on the same port', async () => {
    const first = await start()
    await query(first.url, 'create table notes (text text)')
    await query(first.url, `insert into notes values ('kept')`)
    process.kill(first.pid, 'SIGKILL')
    expect(await first.exited).toBe('SIGKILL')
    const second = await start()
    expect(second.url).toBe(first.url)
    expect(await query(second.url, 'select text from notes')).toEqual([{ text: 'kept' }])
  })

  it('stops an orphan that still serves the same data, and takes over', async () => {
    const orphan = await start()
    const second = await start()
    expect(isAlive(orphan.pid)).toBe(false)
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('is not held up by a stale postmaster.pid whose number now belongs to somebody else', async () => {
    await (await start()).stop()
    // Postgres overlooks its own parents by itself, so it takes a stranger.
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    onTestFinished(() => void stranger.kill('SIGKILL'))
    writeFileSync(join(options.dataDir, 'postmaster.pid'), `${stranger.pid}\n${options.dataDir}\n`)
    const postgres = await start()
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(stranger.exitCode).toBeNull()
  })

  it('says why it cannot start', async () => {
    const other = await start()
    const dataDir = join(folder, 'other')
    await expect(startPostgres({ ...options, dataDir })).rejects.toThrow(
      new RegExp(`did not start on port ${options.port}.*another postmaster already running`),
    )
    expect(isAlive(other.pid)).toBe(true)
  })

  const asRoot = process.getuid?.() === 0
  it.runIf(asRoot).each<Privileges>(['namespace', 'nobody'])(
    'runs for root by way of %s',
    async (privileges) => {
      const postgres = await start({ privileges })
      expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
    },
  )
})
