/** A real Postgres from npm, on 127.0.0.1 only, as any user and as root. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartProblem } from '../problem.ts'
import { waitUntil } from '../supervisor/wait.ts'
import { findPostgres } from './binaries.ts'
import { initializeCluster } from './initialize.ts'
import { clearStalePostmaster, isReady } from './postmaster.ts'
import { choosePrivileges, type Launch, launchWith, type Privileges } from './privileges.ts'
import { postgresUrl } from './url.ts'

const readyTimeoutMs = 60_000
const fastStopMs = 10_000
const immediateStopMs = 3_000
/** Backends of a killed server need a moment to notice and to let go of the shared memory. */
const inUseRetries = 50
const inUsePauseMs = 200

export type PostgresOptions = {
  dataDir: string
  port: number
  password: string
  /** Beside the data unless named. */
  logFile?: string
  environment?: Record<string, string>
  /** Only for tests: otherwise chosen by who we are. */
  privileges?: Privileges
}

export type Postgres = {
  url: string
  pid: number
  /** Settles when the server is gone, whoever ended it; says how. */
  exited: Promise<string>
  stop: () => Promise<void>
  kill: () => void
}

export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const programs = findPostgres()
  const privileges = options.privileges ?? choosePrivileges()
  const dataDir = resolve(options.dataDir)
  await initializeCluster(programs, privileges, { dataDir, password: options.password })
  await clearStalePostmaster(dataDir)
  const launch = launchWith(privileges, programs.postgres, serverArguments(dataDir, options.port))
  const { child, pid } = await launchUntilReady(launch, dataDir, options)
  const exited = exitOf(child)
  return {
    url: postgresUrl(options.port, options.password),
    pid,
    exited,
    stop: () => stopServer(child, exited),
    kill: () => child.kill('SIGKILL'),
  }
}

function serverArguments(dataDir: string, port: number): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=128MB',
    'log_line_prefix=%m [%p] ',
    'timezone=UTC',
  ]
  return ['-D', dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
}

async function launchUntilReady(launch: Launch, dataDir: string, options: PostgresOptions) {
  const logFile = options.logFile ?? `${dataDir}.log`
  for (let attempt = 1; ; attempt++) {
    const { child, logStart } = spawnServer(launch, logFile, options.environment)
    let ended = false
    const exited = exitOf(child).then((how) => {
      ended = true
      return how
    })
    await waitUntil(() => ended || isReady(dataDir, child.pid ?? 0), readyTimeoutMs)
    if (!ended && child.pid !== undefined && isReady(dataDir, child.pid)) return { child, pid: child.pid }
    child.kill('SIGKILL')
    const how = await exited
    const reason = lastLines(logFile, logStart)
    if (attempt > inUseRetries || !/still in use|lock file/.test(reason))
      throw new StartProblem(`Postgres did not start on port ${options.port}: ${how}. ${reason}`)
    await sleep(inUsePauseMs)
  }
}

/** In a process group of its own: Ctrl-C in the terminal reaches the supervisor only, which stops things in order. */
function spawnServer(launch: Launch, logFile: string, environment: Record<string, string> | undefined) {
  const log = openSync(logFile, 'a')
  const { uid, gid } = launch
  try {
    const child = spawn(launch.command, launch.args, {
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      ...(environment ? { env: { ...environment, NODE_ENV: 'production' as const } } : {}),
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    })
    return { child, logStart: fstatSync(log).size }
  } finally {
    closeSync(log)
  }
}

function exitOf(child: ChildProcess): Promise<string> {
  const { promise, resolve: settle } = Promise.withResolvers<string>()
  child.once('error', (error) => settle(error.message))
  if (child.exitCode !== null || child.signalCode !== null) settle('gone')
  child.once('exit', (code, signalName) => settle(signalName ?? `exit code ${code}`))
  return promise
}

async function stopServer(child: ChildProcess, exited: Promise<string>): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', fastStopMs],
    ['SIGQUIT', immediateStopMs],
  ]
  for (const [name, graceMs] of steps) {
    child.kill(name)
    const timeout = new AbortController()
    const late = sleep(graceMs, 'late', { signal: timeout.signal }).catch(() => 'late')
    const outcome = await Promise.race([exited, late])
    timeout.abort()
    if (outcome !== 'late') return
  }
  child.kill('SIGKILL')
  await exited
}

function lastLines(file: string, startBytes: number): string {
  return readFileSync(file).subarray(startBytes).toString('utf8').trimEnd().split('\n').slice(-4).join(' | ')
}
