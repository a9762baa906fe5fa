/** Builds the app when there is no build of the present sources. Copies of one checkout take turns. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartProblem } from '../problem.ts'
import { claimFile } from '../supervisor/claim-file.ts'
import { lastLines, rotateLog, sizeOf } from '../supervisor/log-file.ts'
import { hashSources } from './source-hash.ts'

const waitForOtherMs = 200

export type BuildOptions = {
  root: string
  logFile: string
  environment: Record<string, string>
  say: (line: string) => void
  giveUp: AbortSignal
  /** What builds; given by tests. */
  command?: { command: string; args: string[] }
}

export async function ensureBuilt(options: BuildOptions): Promise<void> {
  const wanted = hashSources(options.root)
  if (builtFrom(options.root) === wanted) return
  const release = await waitForTurn(options)
  try {
    // Meanwhile the other copy may have built just this.
    if (builtFrom(options.root) !== wanted) await build(options, wanted)
  } finally {
    release()
  }
}

async function waitForTurn({ root, say, giveUp }: BuildOptions): Promise<() => void> {
  const folder = join(root, 'node_modules', '.cache', 'deskhand')
  mkdirSync(folder, { recursive: true })
  for (let told = false; ; told = true) {
    const claim = claimFile(join(folder, 'build.lock'), 'building the app')
    if (claim.held) return claim.release
    if (!told) say('Another copy is building the app; waiting for it.')
    await sleep(waitForOtherMs, undefined, { signal: giveUp })
  }
}

async function build(options: BuildOptions, hash: string): Promise<void> {
  const startedAt = performance.now()
  options.giveUp.throwIfAborted()
  options.say('Building the app; this happens on the first start and after its sources changed.')
  rmSync(stampOf(options.root), { force: true })
  rotateLog(options.logFile)
  const logStart = sizeOf(options.logFile)
  const code = await run(options)
  options.giveUp.throwIfAborted()
  if (code !== 0)
    throw new StartProblem(
      `The app could not be built (exit code ${code}).\n${lastLines(options.logFile, logStart, 40)}`,
    )
  writeFileSync(stampOf(options.root), hash)
  options.say(`Built in ${Math.round((performance.now() - startedAt) / 1000)} s.`)
}

async function run(options: BuildOptions): Promise<number> {
  const { command, args } = options.command ?? nextBuild(options.root)
  const log = openSync(options.logFile, 'a')
  const child = spawn(command, args, {
    cwd: options.root,
    env: { ...options.environment, NODE_ENV: 'production' },
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const kill = () => killGroup(child)
  options.giveUp.addEventListener('abort', kill)
  try {
    const [code] = await once(child, 'exit')
    return typeof code === 'number' ? code : 1
  } finally {
    options.giveUp.removeEventListener('abort', kill)
  }
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has just ended.
  }
}

const nextBuild = (root: string) => ({
  command: process.execPath,
  args: [join(root, 'node_modules/next/dist/bin/next'), 'build'],
})

const stampOf = (root: string) => join(root, '.next', 'deskhand-sources')

function builtFrom(root: string): string | undefined {
  if (!existsSync(join(root, '.next', 'BUILD_ID')) || !existsSync(stampOf(root))) return undefined
  return readFileSync(stampOf(root), 'utf8')
}
