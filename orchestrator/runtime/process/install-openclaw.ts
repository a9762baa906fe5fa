// Puts the pinned OpenClaw on this machine: once per lockfile, for all installations of this user. What stands under the final
// name is always complete, because it gets that name last.
import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import type { PrepareProgress } from '../desk-runtime.ts'
import { exists } from './desk-folder.ts'
import { holdInstallLock } from './install-lock.ts'
import { processEnvironment } from './process-environment.ts'

export interface InstallInput {
  cacheDir: string
  /** Proxies, certificates and registry settings; npm's own configuration comes from here. */
  environment: Record<string, string | undefined>
  onProgress: (progress: PrepareProgress) => void
  /** package.json and package-lock.json; the tests have a smaller one. */
  manifestDir?: string
}

const pinnedDir = join(import.meta.dirname, '../../../docker/desk/openclaw')
/** Part of the folder's name: one made in another way is another one. */
const recipe = 'npm ci without scripts, then one start'
const lookAtProgressMs = 500
const installTimeoutMs = 15 * 60_000
const tailCharacters = 2000

const lockfile = z.object({
  packages: z.record(z.string(), z.object({ optional: z.boolean().default(false) })),
})

/** Answers with the folder that holds node_modules. */
export async function installOpenclaw(input: InstallInput): Promise<string> {
  const manifestDir = input.manifestDir ?? pinnedDir
  const lock = await readFile(join(manifestDir, 'package-lock.json'), 'utf8')
  const hash = createHash('sha256').update(recipe).update(lock).digest('hex').slice(0, 16)
  const target = join(input.cacheDir, `openclaw-${hash}`)
  if (await exists(target)) return target
  await mkdir(input.cacheDir, { recursive: true })
  const release = await holdInstallLock(`${target}.lock`)
  try {
    if (await exists(target)) return target
    await removeUnfinished(target)
    await installInto(target, manifestDir, lock, input)
    return target
  } finally {
    await release()
  }
}

async function installInto(
  target: string,
  manifestDir: string,
  lock: string,
  input: InstallInput,
): Promise<void> {
  const draft = `${target}.unfinished-${randomUUID()}`
  await mkdir(draft)
  for (const file of ['package.json', 'package-lock.json'])
    await copyFile(join(manifestDir, file), join(draft, file))
  const stopReporting = reportProgress(draft, packagesIn(lock), input.onProgress)
  try {
    await runNpm(draft, input.environment)
    await startOnce(draft)
    await rename(draft, target).catch(async (error: unknown) => {
      if (!(await exists(target))) throw error
    })
  } finally {
    stopReporting()
    await rm(draft, { recursive: true, force: true })
  }
}

/** Left by an installer that was killed. Only under the lock: nobody else is at work. */
async function removeUnfinished(target: string): Promise<void> {
  const dir = dirname(target)
  const left = (await readdir(dir)).filter((name) => join(dir, name).startsWith(`${target}.unfinished-`))
  for (const name of left) await rm(join(dir, name), { recursive: true, force: true })
}

/** Where every package goes that every machine gets: optional ones depend on the system. */
function packagesIn(lock: string): string[] {
  const { packages } = lockfile.parse(JSON.parse(lock))
  return Object.entries(packages).flatMap(([path, { optional }]) => (path === '' || optional ? [] : [path]))
}

function reportProgress(draft: string, paths: string[], onProgress: InstallInput['onProgress']): () => void {
  const begin = performance.now()
  const report = async () => {
    const unpacked = await Promise.all(paths.map((path) => exists(join(draft, path, 'package.json'))))
    const packages = { done: unpacked.filter(Boolean).length, total: paths.length }
    onProgress({ phase: 'installing_openclaw', elapsedMs: performance.now() - begin, packages })
  }
  void report()
  const timer = setInterval(() => void report(), lookAtProgressMs)
  return () => clearInterval(timer)
}

async function runNpm(cwd: string, environment: InstallInput['environment']): Promise<void> {
  const [program, args] = npmCommand(environment)
  const { code, output } = await run(
    program,
    [...args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd, env: processEnvironment(withoutNpmOfOurs(environment)) },
  )
  if (code !== 0) throw notInstalled(`npm ended with ${code ?? 'a signal'}`, output)
}

/** OpenClaw finishes its own installation at its first start, and has to: desks see the folder read-only. */
async function startOnce(draft: string): Promise<void> {
  const program = join(draft, 'node_modules', 'openclaw', 'openclaw.mjs')
  if (!(await exists(program))) return
  const { code, output } = await run(process.execPath, [program, '--version'], {
    cwd: draft,
    env: processEnvironment({ HOME: draft, OPENCLAW_HOME: draft }),
  })
  if (code !== 0) throw notInstalled(`its first start ended with ${code ?? 'a signal'}`, output)
}

function notInstalled(reason: string, output: string): AppError {
  return new AppError('unavailable', {
    detail: `OpenClaw could not be installed: ${reason}. Nothing is left half done; it is tried again.\n${output.trim()}`,
  })
}

interface Ended {
  code: number | null
  /** The end of what it said. */
  output: string
}

async function run(
  program: string,
  args: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Ended> {
  const child = spawn(program, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: installTimeoutMs,
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-tailCharacters)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, output }
}

/** Under `npm start` the npm that runs us is known; it then runs on the Node that runs us. */
function npmCommand(environment: InstallInput['environment']): [string, string[]] {
  const script = environment.npm_execpath
  return script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []]
}

/** What npm tells its scripts would make the npm below it believe that it is one of them. */
function withoutNpmOfOurs(environment: InstallInput['environment']): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^npm_(package|lifecycle|execpath|command|node_execpath|config_local_prefix)/.test(name),
    ),
  )
}
