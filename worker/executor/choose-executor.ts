// Which executor a worker has, looked at before the first claim: one that cannot work takes no task.
import { accessSync, constants, realpathSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import type { WorkerEnvironment } from '../env.ts'
import type { ExecutorSettings } from '../settings.ts'
import { placeholders } from './command.ts'

export interface ExecutorWishes {
  executor: string
  command: string[]
  claudePath: string | undefined
  openclawPath: string | undefined
  model: string
  maxTurns: number
}

export interface ChosenExecutor {
  settings: ExecutorSettings
  /** What it can do, one word each, beside its own name. */
  capabilities: string[]
  /** Folders outside the system's own that its program needs. */
  expose: string[]
  /** Variables that go on to its processes. */
  variables: readonly string[]
  /** For people, when there is something to know. */
  note?: string
}

/** A mistake of whoever started the worker. */
export class UsageError extends Error {}

const anthropicUrl = 'https://api.anthropic.com'
const modelVariables = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_BASE_URL'] as const

/** @throws UsageError saying what is missing and how to get it. */
export async function chooseExecutor(
  wishes: ExecutorWishes,
  environment: WorkerEnvironment,
): Promise<ChosenExecutor> {
  const kind = wishes.executor === 'auto' ? await whatFits(wishes, environment) : wishes.executor
  if (kind === 'rehearse') return rehearsal()
  if (kind === 'command') return command(wishes.command, environment)
  if (!environment.hasModelKey && environment.anthropicUrl === '')
    throw new UsageError(`${kind} needs a model: set ANTHROPIC_API_KEY. Nothing was started.`)
  return kind === 'claude-code' ? claudeCode(wishes, environment) : openclaw(wishes, environment)
}

/** What is possible with what there is. */
async function whatFits(wishes: ExecutorWishes, environment: WorkerEnvironment): Promise<string> {
  if (wishes.command.length > 0) return 'command'
  if (environment.hasModelKey || environment.anthropicUrl !== '') return 'claude-code'
  if (await isPractising(environment.siteUrl)) return 'rehearse'
  throw new UsageError(
    'This worker has nothing to work with. Set ANTHROPIC_API_KEY for Claude Code, or name a program of your own: deskhand worker start --executor command -- program arguments. Nothing was started.',
  )
}

const health = z.object({ checks: z.object({ model: z.string() }) })

/** Whether the installation itself runs on the practice model: only there, rehearsed work takes nobody in. */
async function isPractising(siteUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(`${siteUrl}/api/health`, { signal: AbortSignal.timeout(10_000) })
    return health.parse(await answer.json()).checks.model.startsWith('practice')
  } catch {
    return false
  }
}

function rehearsal(): ChosenExecutor {
  const program = join(import.meta.dirname, 'rehearse.mjs')
  return {
    settings: { kind: 'command', command: [process.execPath, program] },
    capabilities: ['rehearsal'],
    expose: [dirname(realpathSync(process.execPath)), dirname(program)],
    variables: [],
    note: 'There is no model key here, and the installation practises, too: this worker rehearses. It hands in a note instead of real work.',
  }
}

function command(template: string[], { path }: WorkerEnvironment): ChosenExecutor {
  const [name = '', ...args] = template
  if (name === '')
    throw new UsageError(
      'Name the program after two dashes: deskhand worker start --executor command -- program arguments',
    )
  for (const [whole, word = ''] of args.flatMap((part) => [...part.matchAll(/\{(\w+)\}/g)]))
    if (!placeholders.some((known) => known === word))
      throw new UsageError(
        `${whole} is not filled in: only ${placeholders.map((known) => `{${known}}`).join(', ')} are. Words of a task come on stdin and in TASK_*.`,
      )
  const program = find(name, path)
  if (!program) throw new UsageError(`There is no program "${name}". Nothing was started.`)
  return {
    settings: { kind: 'command', command: [program, ...args] },
    capabilities: [],
    expose: expose(program),
    variables: [],
  }
}

function claudeCode(
  { claudePath, model, maxTurns }: ExecutorWishes,
  { path }: WorkerEnvironment,
): ChosenExecutor {
  const program = find(claudePath ?? 'claude', path)
  if (!program)
    throw new UsageError(
      `${claudePath ?? 'claude'} is not there. Install Claude Code with: npm install -g @anthropic-ai/claude-code@2.1.329, or say where it is with --claude-path.`,
    )
  return {
    settings: { kind: 'claude-code', program, model, maxTurns },
    capabilities: ['code'],
    expose: expose(program),
    variables: modelVariables,
  }
}

function openclaw(
  { openclawPath, model }: ExecutorWishes,
  { path, anthropicUrl: given }: WorkerEnvironment,
): ChosenExecutor {
  const program = find(openclawPath ?? 'openclaw', path)
  if (!program)
    throw new UsageError(
      `${openclawPath ?? 'openclaw'} is not there. Install it with: npm install -g openclaw@2026.9.6, or say where it is with --openclaw-path.`,
    )
  return {
    settings: { kind: 'openclaw', program, model, modelUrl: (given || anthropicUrl).replace(/\/$/, '') },
    capabilities: ['code'],
    // It is a script: the Node that runs it has to be there, too.
    expose: [...expose(program), ...expose(find('node', path) ?? process.execPath)],
    variables: modelVariables,
  }
}

/** As a shell would look, but only once: what a task changes on the way has no say in it. */
function find(name: string, path: string): string | undefined {
  if (name.includes('/')) return isExecutable(resolve(name)) ? resolve(name) : undefined
  const candidates = path.split(delimiter).filter(isAbsolute)
  return candidates.map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Where the program is named and where it really is; of an npm package all that was installed beside it. */
function expose(program: string): string[] {
  const real = realpathSync(program)
  const [beforeModules] = real.split('/node_modules/')
  const inModules = real.includes('/node_modules/') ? [join(beforeModules ?? '/', 'node_modules')] : []
  return [...new Set([dirname(program), dirname(real), ...inModules])]
}
