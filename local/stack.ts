/** The whole embedded stack behind `npm start`: starts its parts in order, keeps them running, stops them in order. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { askEngine } from './docker/ask-engine.ts'
import { chooseRuntime } from './docker/choose-runtime.ts'
import { endDesksInDocker, removeDesksInDocker } from './docker/desks-in-docker.ts'
import { imagesOf, prepareImages } from './docker/prepare-images.ts'
import type { DeskRuntimeName, Settings } from './env.ts'
import { type ProgramParts, partsOf } from './parts.ts'
import { portLabels, portNames } from './ports.ts'
import { startPostgres } from './postgres/start.ts'
import { StartProblem } from './problem.ts'
import { ensureSecrets, type Secrets } from './secrets.ts'
import { claimFile } from './supervisor/claim-file.ts'
import { type Kept, keepRunning } from './supervisor/keep-running.ts'
import { endLeftovers, markerOf } from './supervisor/leftovers.ts'
import { rotateLog } from './supervisor/log-file.ts'
import { requireFreePorts } from './supervisor/occupied-ports.ts'
import type { Part, ProgramPart } from './supervisor/part.ts'
import { isReady, startProgram } from './supervisor/start-program.ts'
import { waitUntil } from './supervisor/wait.ts'

const lockName = 'running.lock'
const healthyTimeoutMs = 15_000

export type Stack = { stop: () => Promise<void>; kill: () => Promise<void> }

export type StackOptions = {
  settings: Settings
  say: (line: string) => void
  giveUp: AbortSignal
  /** Makes the app startable. */
  build: (giveUp: AbortSignal) => Promise<void>
  /** Given by tests; else the real programs. */
  changeParts?: (parts: ProgramParts) => ProgramParts
}

/** Resolves when everything is ready. What it started before a failure is stopped again. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { settings, say } = options
  const release = claimHome(settings)
  const kept: Kept[] = []
  const stack: Stack = {
    stop: async () => {
      await stopInOrder(kept, options)
      release()
    },
    kill: async () => {
      for (const part of kept) part.kill()
      await Promise.all([endLeftovers(settings.home, [], true), endDesksInDocker(settings.home, say, true)])
      release()
    },
  }
  try {
    await cleanUpAfterEarlierRun(settings, say)
    if (settings.fresh) await wipe(settings.home, say)
    await requireFreePorts(settings.ports)
    await startParts(options, kept)
  } catch (error) {
    await stack.stop()
    throw error
  }
  return stack
}

function claimHome({ home, siteUrl }: Settings): () => void {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const claim = claimFile(join(home, lockName), siteUrl)
  if (claim.held) return claim.release
  const { pid, note } = claim.holder
  throw new StartProblem(
    `Deskhand is already running from ${home} (process ${pid}) at ${note}. Stop it first, or set DESKHAND_HOME and DESKHAND_PORT for a second copy.`,
  )
}

async function cleanUpAfterEarlierRun({ home }: Settings, say: (line: string) => void): Promise<void> {
  const ended = (await endLeftovers(home)).map((leftover) => leftover.name)
  if ((await endDesksInDocker(home, say)) > 0) ended.push('desks in Docker')
  if (ended.length === 0) return
  const names = [...new Set(ended)].join(', ')
  say(`An earlier run did not end properly; stopped what it left behind: ${names}.`)
}

async function wipe(home: string, say: (line: string) => void): Promise<void> {
  await removeDesksInDocker(home, say)
  for (const name of readdirSync(home)) {
    if (!name.startsWith(lockName)) rmSync(join(home, name), { recursive: true, force: true })
  }
}

async function startParts(options: StackOptions, kept: Kept[]): Promise<void> {
  const { settings, say } = options
  const secrets = ensureSecrets(settings.home)
  const partsWith = (chosen: DeskRuntimeName) => {
    const real = partsOf(settings, secrets, chosen)
    return options.changeParts?.(real) ?? real
  }
  const keep = async (part: Part, giveUp: AbortSignal) => void kept.push(await keepRunning(part, say, giveUp))
  let runtime: DeskRuntimeName = 'process'
  const startServices = async (giveUp: AbortSignal) => {
    await keep(postgresPart(settings, secrets), giveUp)
    await keep(programPart(partsWith(runtime).services), giveUp)
  }
  const choose = async (giveUp: AbortSignal) => {
    runtime = await chooseDeskRuntime(options, giveUp)
  }
  await sideBySide([options.build, startServices, choose], options.giveUp)
  const parts = partsWith(runtime)
  const startProduct = [parts.orchestrator, parts.app].map(
    (part) => (giveUp: AbortSignal) => keep(programPart(part), giveUp),
  )
  await sideBySide(startProduct, options.giveUp)
  await waitUntilHealthy(parts.app, options)
}

function chooseDeskRuntime({ settings, say }: StackOptions, giveUp: AbortSignal): Promise<DeskRuntimeName> {
  return chooseRuntime({
    home: settings.home,
    wanted: settings.runtime,
    askEngine: () => askEngine(),
    prepareImages: () => prepareImages(imagesOf(settings), say, giveUp),
    say,
    giveUp,
  })
}

/** The app answers before all it stands on does; "ready" promises that the first page works. */
async function waitUntilHealthy({ readyUrl }: ProgramPart, { say, giveUp }: StackOptions): Promise<void> {
  const enough = async () => giveUp.aborted || (await isReady({ readyUrl, readyWhen: 'healthy' }))
  const healthy = await waitUntil(enough, healthyTimeoutMs, 100)
  giveUp.throwIfAborted()
  if (!healthy) say(`The app answers but does not feel well; ${readyUrl} says why.`)
}

/** When one fails the others give up; the first failure is the one to tell. */
async function sideBySide(
  works: ((giveUp: AbortSignal) => Promise<void>)[],
  giveUp: AbortSignal,
): Promise<void> {
  const failure = new AbortController()
  const either = AbortSignal.any([giveUp, failure.signal])
  await Promise.all(works.map((work) => work(either).catch((error: unknown) => failure.abort(error))))
  either.throwIfAborted()
}

function programPart(part: ProgramPart): Part {
  return { name: part.name, start: (giveUp) => startProgram(part, giveUp) }
}

function postgresPart(settings: Settings, secrets: Secrets): Part {
  const logFile = join(settings.home, 'logs', 'postgres.log')
  const password = secrets.postgresPassword
  const port = settings.ports.postgres
  return {
    name: 'postgres',
    start: async (giveUp) => {
      giveUp.throwIfAborted()
      rotateLog(logFile)
      const environment = { ...settings.machine, ...markerOf(settings.home, 'postgres') }
      return startPostgres({ dataDir: join(settings.home, 'postgres'), port, password, logFile, environment })
    },
  }
}

/** The app first, the database last; desks after the orchestrator that looks after them. */
async function stopInOrder(kept: Kept[], { settings: { home }, say }: StackOptions): Promise<void> {
  const byName = new Map(kept.map((part) => [part.name, part]))
  await byName.get('app')?.stop()
  await byName.get('orchestrator')?.stop()
  const stillNeeded = ['services', 'postgres'].flatMap((name) => byName.get(name)?.pid() ?? [])
  await Promise.all([endLeftovers(home, stillNeeded), endDesksInDocker(home, say)])
  await byName.get('services')?.stop()
  await byName.get('postgres')?.stop()
  await endLeftovers(home)
}

export function describePorts(settings: Settings): string {
  return portNames.map((name) => `${portLabels[name]} ${settings.ports[name]}`).join(', ')
}
