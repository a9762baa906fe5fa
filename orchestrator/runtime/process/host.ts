// What the parts of this runtime share: where things are, and what the machine can do.
import { mkdir, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import type { PrepareProgress } from '../desk-runtime.ts'
import { type OneAtATime, oneAtATime } from '../one-at-a-time.ts'
import { type DeskFolder, deskFolder } from './desk-folder.ts'
import { installOpenclaw } from './install-openclaw.ts'
import { listProcesses } from './list-processes.ts'
import { type Isolation, type SystemMounts, systemMounts, whyNoSandbox } from './sandbox.ts'
import type { ListProcesses } from './system-process.ts'

export interface ProcessRuntimeOptions {
  /** DESKHAND_HOME: desks live below it. */
  home: string
  /** The gateways' ports are chosen from the 2000 that begin here. */
  portBase: number
  /** A ready OpenClaw (holds node_modules); without it the pinned one is installed into cacheDir. */
  openclawDir?: string
  cacheDir: string
  /** Only for npm, when it installs OpenClaw. */
  installEnvironment: Record<string, string | undefined>
  /** For tests: no sandbox even where one works, or another way to list processes. */
  sandbox?: boolean
  listProcesses?: ListProcesses
}

export interface Host {
  /** Marks our processes among all of the machine's. */
  installation: string
  desksDir: string
  portBase: number
  isolation: Isolation
  whyNotIsolated: string | undefined
  system: SystemMounts
  node: string
  /** Where OpenClaw is; installs it when it is not there yet. */
  openclaw: (onProgress?: (progress: PrepareProgress) => void) => Promise<string>
  listProcesses: ListProcesses
  turns: OneAtATime
  /** Desks that wait here for OpenClaw to be installed. */
  waitingForInstall: Map<string, Date>
  folder: (deskId: string) => DeskFolder
  hint: (deskId: string) => void
}

export async function openHost(
  options: ProcessRuntimeOptions,
  hint: (deskId: string) => void,
): Promise<Host> {
  const desks = join(options.home, 'desks')
  await mkdir(desks, { recursive: true, mode: 0o700 })
  const installation = await realpath(options.home)
  const desksDir = join(installation, 'desks')
  await sweepTrash(desksDir)
  const node = await realpath(process.execPath)
  const system = await systemMounts(join(desksDir, '.sandbox'))
  const whyNotIsolated = options.sandbox === false ? 'It is switched off.' : await whyNoSandbox(system, node)
  return {
    installation,
    desksDir,
    portBase: options.portBase,
    isolation: whyNotIsolated === undefined ? 'bubblewrap' : 'none',
    whyNotIsolated,
    system,
    node,
    openclaw: openclawFinder(options),
    listProcesses: options.listProcesses ?? listProcesses,
    turns: oneAtATime(),
    waitingForInstall: new Map(),
    folder: (deskId) => deskFolder(desksDir, deskId),
    hint,
  }
}

/** Homes that were being destroyed when the orchestrator ended. */
async function sweepTrash(desksDir: string): Promise<void> {
  const trash = (await readdir(desksDir)).filter((name) => name.startsWith('.trash-'))
  for (const name of trash) await rm(join(desksDir, name), { recursive: true, force: true })
}

/** Everybody who asks while it is being installed waits for the same installation, and hears of its progress. */
function openclawFinder({
  openclawDir,
  cacheDir,
  installEnvironment,
}: ProcessRuntimeOptions): Host['openclaw'] {
  const listeners = new Set<(progress: PrepareProgress) => void>()
  const tell = (progress: PrepareProgress) => {
    for (const listener of listeners) listener(progress)
  }
  let found: Promise<string> | undefined
  return async (onProgress) => {
    if (onProgress) listeners.add(onProgress)
    found ??= openclawDir
      ? requirePinnedVersion(openclawDir)
      : installOpenclaw({ cacheDir, environment: installEnvironment, onProgress: tell })
    try {
      return await found
    } catch (error) {
      found = undefined
      throw error
    } finally {
      if (onProgress) listeners.delete(onProgress)
    }
  }
}

const installed = z.object({ version: z.string() })
const pinned = z.object({ dependencies: z.object({ openclaw: z.string() }) })
const pinnedManifest = join(import.meta.dirname, '../../../docker/desk/openclaw/package.json')

async function requirePinnedVersion(dir: string): Promise<string> {
  const wanted = pinned.parse(JSON.parse(await readFile(pinnedManifest, 'utf8'))).dependencies.openclaw
  const manifest = join(dir, 'node_modules/openclaw/package.json')
  const text = await readFile(manifest, 'utf8').catch(() => '{}')
  const version = installed.safeParse(JSON.parse(text)).data?.version
  if (version === wanted) return await realpath(dir)
  throw new AppError('unavailable', {
    detail: `OPENCLAW_DIR must hold OpenClaw ${wanted}; there is ${version ?? 'none'}. Unset it to have the right one installed.`,
  })
}
