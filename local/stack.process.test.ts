import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { freePort } from '#tests/support/free-port.ts'
import { highestFirstPort, type Ports, portNames, portsFrom } from './ports.ts'
import { endLeftovers, findLeftovers } from './supervisor/leftovers.ts'
import { isAlive, signal } from './supervisor/processes.ts'
import { waitUntil } from './supervisor/wait.ts'

const script = 'tests/support/stand-in-stack-program.mjs'
const readyTimeoutMs = 60_000
const healTimeoutMs = 30_000

type Copy = { home: string; ports: Ports; env: NodeJS.ProcessEnv }
type Run = { child: ChildProcess; output: () => string; ended: Promise<number | string> }

let copies: Copy[] = []
let runs: Run[] = []
let copy: Copy
/** One that has run before: its database is made, which takes most of a first start. */
let settled: Copy

beforeAll(async () => {
  settled = await newCopy()
  await stop(await start(settled))
  copies = []
})
afterAll(() => rmSync(settled.home, { recursive: true, force: true }))

beforeEach(async () => {
  copy = await settledCopy()
})

afterEach(async () => {
  for (const run of runs) if (run.child.pid !== undefined) signal(run.child.pid, 'SIGKILL')
  await Promise.all(runs.map((run) => run.ended))
  for (const { home } of copies) {
    const supervisor = supervisorOf(home)
    if (supervisor !== undefined) signal(supervisor, 'SIGKILL')
    await endLeftovers(home, [], true)
    rmSync(home, { recursive: true, force: true })
  }
  copies = []
  runs = []
})

function supervisorOf(home: string): number | undefined {
  const lock = join(home, 'running.lock')
  const [pid] = existsSync(lock) ? (readFileSync(lock, 'utf8').match(/\d+/) ?? []) : []
  return pid === undefined ? undefined : Number(pid)
}

async function newCopy(): Promise<Copy> {
  const home = mkdtempSync(join(tmpdir(), 'deskhand-stack-test-'))
  const ports = portsFrom(await freeBlock())
  const env = {
    ...process.env,
    DESKHAND_HOME: home,
    DESKHAND_PORT: String(ports.app),
    DESK_RUNTIME: 'process',
    ANTHROPIC_API_KEY: '',
  }
  const made = { home, ports, env }
  copies.push(made)
  return made
}

/** Files keep their owners: as root the database belongs to somebody else. */
async function settledCopy(): Promise<Copy> {
  const made = await newCopy()
  execFileSync('cp', ['-a', `${settled.home}/.`, made.home])
  return made
}

async function freeBlock(): Promise<number> {
  for (;;) {
    const first = Math.min(await freePort(), highestFirstPort)
    const taken = await Promise.all(portNames.map((_, at) => isTaken(first + at)))
    if (!taken.includes(true)) return first
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(true))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)))
  })
}

function launch(of: Copy, args: string[] = [], command = [process.execPath, script]): Run {
  const [program = '', ...rest] = command
  const child = spawn(program, [...rest, ...args], { env: of.env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout?.on('data', (data) => {
    output += data
  })
  child.stderr?.on('data', (data) => {
    output += data
  })
  const ended = once(child, 'close').then(([code, name]) => code ?? name)
  const run = { child, output: () => output, ended }
  runs.push(run)
  return run
}

async function ready(run: Run, times = 1): Promise<void> {
  const isReady = () => run.output().split('Deskhand is ready at ').length > times
  const over = () => run.child.exitCode !== null
  await waitUntil(() => isReady() || over(), readyTimeoutMs)
  if (!isReady()) throw new Error(`It did not become ready:\n${run.output()}`)
}

async function start(of: Copy, args: string[] = []): Promise<Run> {
  const run = launch(of, args)
  await ready(run)
  return run
}

async function stop(run: Run, name: NodeJS.Signals = 'SIGTERM'): Promise<number | string> {
  run.child.kill(name)
  return run.ended
}

function partPid(of: Copy, name: string): number {
  // The head of the part: Postgres' backends carry its name too.
  const found = findLeftovers(of.home).filter((leftover) => leftover.name === name)
  return Math.min(...found.map(({ pid }) => pid))
}

async function sql<Row extends pg.QueryResultRow>(of: Copy, text: string): Promise<Row[]> {
  const { postgresPassword } = z
    .object({ postgresPassword: z.string() })
    .parse(JSON.parse(readFileSync(join(of.home, 'secrets.json'), 'utf8')))
  const connectionString = `postgres://postgres:${postgresPassword}@127.0.0.1:${of.ports.postgres}/postgres`
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

const pidAnswering = async (port: number) => Number(await (await fetch(`http://127.0.0.1:${port}/`)).text())

describe('npm start', () => {
  it('says once where it is ready, and keeps its secrets to itself', async () => {
    copy = await newCopy()
    const run = await start(copy)
    const lines = run.output().trimEnd().split('\n')
    expect(lines.at(-1)).toBe(`Deskhand is ready at http://localhost:${copy.ports.app}`)
    expect(run.output().match(/ready at/g)).toHaveLength(1)
    expect(run.output()).toContain(`Postgres ${copy.ports.postgres}`)
    expect(statSync(join(copy.home, 'secrets.json')).mode & 0o777).toBe(0o600)
  })

  it.each<NodeJS.Signals>(['SIGTERM', 'SIGINT', 'SIGHUP'])(
    'leaves no process behind after %s',
    async (name) => {
      const run = await start(copy)
      expect(findLeftovers(copy.home).map((one) => one.name)).toContain('desk')
      expect(await stop(run, name)).toBe(0)
      expect(findLeftovers(copy.home)).toEqual([])
      expect(existsSync(join(copy.home, 'running.lock'))).toBe(false)
    },
  )

  it('finds its state again at the second start, and forgets it with --fresh', async () => {
    const first = await start(copy)
    await sql(copy, `create table notes as select 'kept' as text`)
    await nodemailer
      .createTransport(`smtp://127.0.0.1:${copy.ports.smtp}`)
      .sendMail({ from: 'a@example.com', to: 'ada@example.com', subject: 'Kept', text: 'hello' })
    await stop(first)
    const second = await start(copy)
    expect(await sql(copy, 'select text from notes')).toEqual([{ text: 'kept' }])
    expect(await mailSubjects(copy)).toEqual(['Kept'])
    await stop(second)
    await start(copy, ['--fresh'])
    expect(await sql(copy, `select to_regclass('notes') as found`)).toEqual([{ found: null }])
    expect(await mailSubjects(copy)).toEqual([])
  })

  async function mailSubjects(of: Copy): Promise<string[]> {
    const answer = await fetch(`http://127.0.0.1:${of.ports.devServices}/mailbox.json`)
    return z
      .array(z.object({ subject: z.string() }))
      .parse(await answer.json())
      .map((mail) => mail.subject)
  }

  it('cleans up after a run that was killed', async () => {
    const dead = await start(copy)
    await sql(copy, `create table notes as select 'kept' as text`)
    await stop(dead, 'SIGKILL')
    const left = findLeftovers(copy.home).map((one) => one.name)
    expect(left).toEqual(expect.arrayContaining(['postgres', 'orchestrator', 'app', 'desk']))
    const run = await start(copy)
    expect(run.output()).toMatch(/^An earlier run did not end properly; stopped what it left behind: .+\.$/m)
    expect(await sql(copy, 'select text from notes')).toEqual([{ text: 'kept' }])
    await stop(run)
    expect(findLeftovers(copy.home)).toEqual([])
  })

  it('refuses to run twice from one home, and says where the other is', async () => {
    await start(copy)
    const second = launch(copy)
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain('already running')
    expect(second.output()).toContain(`http://localhost:${copy.ports.app}`)
  })

  it('names the port that is taken and the variable to change, and starts nothing', async () => {
    const other = createServer().listen(copy.ports.supabase, '127.0.0.1')
    await once(other, 'listening')
    const run = launch(copy)
    expect(await run.ended).toBe(1)
    other.close()
    expect(run.output()).toMatch(
      new RegExp(`^Port ${copy.ports.supabase} \\(Supabase API\\) is taken.*DESKHAND_PORT`),
    )
    expect(findLeftovers(copy.home)).toEqual([])
  })

  it('runs beside another copy', async () => {
    const other = await settledCopy()
    const [one, two] = await Promise.all([start(copy), start(other)])
    expect(await pidAnswering(copy.ports.app)).not.toBe(await pidAnswering(other.ports.app))
    expect(await stop(one)).toBe(0)
    expect(await pidAnswering(other.ports.app)).toBeGreaterThan(0)
    expect(await stop(two)).toBe(0)
  })

  it('ends when the command that started it is killed', async () => {
    const shell = launch(copy, [], ['sh', '-c', `"${process.execPath}" ${script}; true`])
    await ready(shell)
    const supervisor = supervisorOf(copy.home) ?? 0
    shell.child.kill('SIGKILL')
    const gone = () => !isAlive(supervisor) && findLeftovers(copy.home).length === 0
    expect(await waitUntil(gone, healTimeoutMs)).toBe(true)
  })

  it('stops while it is still starting', async () => {
    copy = await newCopy()
    const run = launch(copy)
    await waitUntil(() => findLeftovers(copy.home).length > 0, readyTimeoutMs)
    expect(await stop(run, 'SIGINT')).toBe(0)
    expect(run.output()).not.toContain('ready at')
    expect(findLeftovers(copy.home)).toEqual([])
  })
})

it('a part that is killed heals by itself, whichever it is', async () => {
  const run = await start(copy)
  await sql(copy, `create table notes as select 'kept' as text`)
  for (const name of ['postgres', 'services', 'orchestrator', 'app']) {
    expect(signal(partPid(copy, name), 'SIGKILL'), name).toBe(true)
    const isBack = () => run.output().includes(`The ${name} is back`)
    expect(await waitUntil(isBack, healTimeoutMs), name).toBe(true)
    expect(run.output()).toContain(`The ${name} ended unexpectedly (SIGKILL); starting it again.`)
    expect(await sql(copy, 'select text from notes'), name).toEqual([{ text: 'kept' }])
    const settings = await fetch(`http://127.0.0.1:${copy.ports.supabase}/healthz`)
    expect(settings.status, name).toBe(200)
  }
  expect(await stop(run)).toBe(0)
  expect(findLeftovers(copy.home)).toEqual([])
})
