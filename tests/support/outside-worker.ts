// Workers as people start them, each in processes of its own, against the API of a database of the test's own.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import type pg from 'pg'
import { vi } from 'vitest'
import { sweepLeases } from '#lib/run/sweep-leases.ts'
import { createTask } from '#lib/task/create-task.ts'
import type { CreateTaskInput } from '#lib/wire/task.ts'
import { addCompany, type Company } from './company.ts'
import { keyOf, openRest } from './rest.ts'
import { type RestServer, serveRest } from './rest-server.ts'
import { makeFolder } from './temporary-folder.ts'

const root = join(import.meta.dirname, '../..')
const patiently = { timeout: 60_000, interval: 50 }

interface TaskRow {
  status: string
  attempts: number
  summary: string
  progress_state: string | null
  failure: { text: string } | null
}

interface StartedWorker {
  process: ChildProcess
  pid: number
  /** What it has told on stderr so far. */
  said: () => string
  press: (keys: string) => void
  /** The code it ended with, or the signal. */
  ended: Promise<number | string>
}

export interface WorkerWorld {
  sql: pg.Client
  server: RestServer
  company: Company
  /** A key with the scope `work`. */
  secret: string
  /** A folder that goes with the world. */
  folder: string
  addTask: (input: Partial<CreateTaskInput> & { title: string }) => Promise<{ id: string; number: number }>
  task: (id: string) => Promise<TaskRow>
  untilStatus: (id: string, status: string) => Promise<TaskRow>
  log: (taskId: string) => Promise<string[]>
  artifacts: (taskId: string) => Promise<Record<string, string>>
  outcomes: (taskId: string) => Promise<(string | null)[]>
  /** Lets every lease run out and has the platform notice. */
  expireLeases: () => Promise<void>
  /** `name` is also its state folder: the same name starts the same worker again. */
  start: (name: string, args: string[], environment?: Record<string, string>) => StartedWorker
  /** With a program of whoever runs the worker, as its executor. Takes only tasks that require its name. */
  startShell: (name: string, script: string, options?: string[]) => StartedWorker
  close: () => Promise<void>
}

/** The name of a worker, and what only it can do: no other takes its tasks. */
export const aName = () => `own-${randomBytes(4).toString('hex')}`

export async function openWorkerWorld(): Promise<WorkerWorld> {
  const { sql, close: closeRest } = await openRest()
  const server = await serveRest()
  const company = await addCompany(sql)
  const { secret } = await keyOf(company.owner, ['work'])
  const { path: folder, remove } = await makeFolder('deskhand-worker-')
  const started: StartedWorker[] = []

  async function task(id: string): Promise<TaskRow> {
    const { rows } = await sql.query<TaskRow>('select * from tasks where id = $1', [id])
    const [row] = rows
    if (!row) throw new Error('There is no such task')
    return row
  }

  function start(name: string, args: string[], environment: Record<string, string> = {}) {
    const worker = startProcess(name, args, folder, {
      DESKHAND_URL: server.url,
      DESKHAND_API_KEY: secret,
      ...environment,
    })
    started.push(worker)
    return worker
  }

  return {
    sql,
    server,
    company,
    secret,
    folder,
    task,
    addTask: (input) => createTask(company.owner, { plan: 'none', ...input }),
    untilStatus: (id, status) =>
      vi.waitFor(async () => {
        const row = await task(id)
        if (row.status === status) return row
        throw new Error(
          `The task is ${row.status}: ${row.failure?.text} ${started.map((worker) => worker.said()).join('\n')}`,
        )
      }, patiently),
    async log(taskId) {
      const { rows } = await sql.query<{ lines: string[] }>(
        'select lines from run_logs join runs on runs.id = run_logs.run_id where runs.task_id = $1 order by run_logs.id',
        [taskId],
      )
      return rows.flatMap(({ lines }) => lines)
    },
    async artifacts(taskId) {
      const { rows } = await sql.query<{ path: string; content: Buffer }>(
        `select path, content from task_files where task_id = $1 and kind = 'artifact' order by path`,
        [taskId],
      )
      return Object.fromEntries(rows.map(({ path, content }) => [path, content.toString('utf8')]))
    },
    async outcomes(taskId) {
      const { rows } = await sql.query<{ outcome: string | null }>(
        'select outcome from runs where task_id = $1 order by attempt, claimed_at',
        [taskId],
      )
      return rows.map(({ outcome }) => outcome)
    },
    async expireLeases() {
      await sql.query(`update runs set lease_expires_at = now() - interval '1 second' where ended_at is null`)
      await sweepLeases()
    },
    start,
    startShell: (name, script, options = ['--max-tasks', '1']) =>
      start(name, [
        ...['--capability', name, ...options],
        ...['--executor', 'command', '--', 'sh', '-c', script],
      ]),
    async close() {
      for (const { process: child } of started) if (isRunning(child)) child.kill('SIGKILL')
      await Promise.all(started.map(({ ended }) => ended))
      await server.close()
      await closeRest()
      await remove()
    },
  }
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null

function startProcess(
  name: string,
  args: string[],
  folder: string,
  environment: Record<string, string>,
): StartedWorker {
  const own = ['--name', name, '--state', join(folder, name), '--keys']
  const child = spawn(process.execPath, [join(root, 'worker/main.ts'), ...own, ...args], {
    env: Object.assign(Object.create(null), { PATH: process.env.PATH, HOME: folder, ...environment }),
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (piece) => {
    said += String(piece)
  })
  const ended = once(child, 'close').then(([code, signal]): number | string => signal ?? code)
  return {
    process: child,
    pid: child.pid ?? 0,
    said: () => said,
    press: (keys) => child.stdin.write(keys),
    ended,
  }
}
