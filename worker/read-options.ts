// `deskhand worker start` as people write it.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { readSiteUrl } from '#lib/wire/client.ts'
import { capability, executors } from '#lib/wire/task-parts.ts'
import type { WorkerEnvironment } from './env.ts'
import { chooseExecutor, UsageError } from './executor/choose-executor.ts'
import { chooseSandbox } from './sandbox/choose-sandbox.ts'
import type { WorkerSettings } from './settings.ts'

interface Options {
  name?: string
  executor: string
  capability: string[]
  concurrency: number
  maxTasks?: number
  maxIdle?: number
  taskTimeout: number
  model: string
  maxTurns: number
  claudePath?: string
  openclawPath?: string
  sandbox: string
  expose: string[]
  passEnv: string[]
  state?: string
  keys: boolean
}

export interface ReadOptions {
  settings: WorkerSettings
  readsKeys: boolean
  /** What whoever starts it should know. */
  notes: string[]
}

const defaultModel = 'claude-sonnet-4-5'

function workerCommand(): Command {
  return new Command('deskhand worker start')
    .description(
      'Takes tasks of your company and runs each in a fresh process with a fresh home.\nDESKHAND_URL and DESKHAND_API_KEY (scope "work") say where and as whom; `deskhand login` keeps them.',
    )
    .argument('[command...]', 'the program of the executor "command", after two dashes')
    .option('-n, --name <name>', 'the same name is the same worker (default: this machine and the executor)')
    .addOption(
      new Option('-e, --executor <kind>', 'how tasks are run')
        .choices(['auto', ...executors])
        .default('auto'),
    )
    .option('-c, --capability <word...>', 'what this worker can do, beside what its executor can', [])
    .option('--concurrency <number>', 'tasks at once', count, 1)
    .option('--max-tasks <number>', 'end after so many tasks', count)
    .option('--max-idle <seconds>', 'end when nothing has come for so long', count)
    .option('--task-timeout <minutes>', 'end a task that takes longer', count, 120)
    .option('--model <name>', 'for tasks that name none', defaultModel)
    .option('--max-turns <number>', 'of claude, for each task', count, 200)
    .option('--claude-path <file>', 'where claude is, if not on PATH')
    .option('--openclaw-path <file>', 'where openclaw is, if not on PATH')
    .addOption(
      new Option('--sandbox <kind>', 'walls around tasks')
        .choices(['auto', 'bwrap', 'container', 'none'])
        .default('auto'),
    )
    .option('--expose <folder...>', 'let tasks read this folder, too', [])
    .option('--pass-env <name...>', 'hand this variable on to tasks', [])
    .option('--state <folder>', 'where reports wait and runs have their folders')
    .addOption(new Option('--keys', 'read s and q also when stdin is no terminal').default(false).hideHelp())
    .addHelpText(
      'after',
      '\nWhile it runs: s shows what it does, q finishes and ends, Ctrl-C too; twice gives back and ends.',
    )
}

function count(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1 && value <= 1_000_000) return value
  throw new InvalidArgumentError('It has to be a whole number from 1.')
}

/** @throws UsageError, and commander's own errors. */
export async function readOptions(args: string[], environment: WorkerEnvironment): Promise<ReadOptions> {
  const command = workerCommand().exitOverride().parse(args, { from: 'user' })
  const options = command.opts<Options>()
  const siteUrl = readSite(environment.siteUrl)
  if (environment.key === '')
    throw new UsageError(
      'Set DESKHAND_API_KEY to a key with the scope "work", or sign in with `deskhand login`.',
    )
  const wrong = options.capability.find((word) => !capability.safeParse(word).success)
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is not a capability: one lower-case word.`)
  const executor = await chooseExecutor(
    {
      ...options,
      command: command.args,
      claudePath: options.claudePath,
      openclawPath: options.openclawPath,
    },
    { ...environment, siteUrl },
  )
  const { sandbox, says } = await chooseSandbox(options.sandbox, environment.path)
  const name = options.name ?? `${environment.hostname} ${executor.settings.kind}`
  const { maxTasks, maxIdle } = options
  const settings: WorkerSettings = {
    connection: { siteUrl, key: environment.key, userAgent: `deskhand-worker/${environment.version}` },
    name,
    version: environment.version,
    executor: executor.settings,
    capabilities: [...new Set([executor.settings.kind, ...executor.capabilities, ...options.capability])],
    concurrency: options.concurrency,
    ...(maxTasks !== undefined && { maxTasks }),
    ...(maxIdle !== undefined && { maxIdleMs: maxIdle * 1000 }),
    taskTimeoutMs: options.taskTimeout * 60_000,
    stateDir: options.state ?? join(environment.stateHome, 'deskhand', folderOf(siteUrl, name)),
    sandbox,
    expose: [...new Set([...executor.expose, ...options.expose])],
    environment: environment.pick([...usualVariables, ...executor.variables, ...options.passEnv]),
  }
  return {
    settings,
    readsKeys: options.keys,
    notes: [executor.note ?? '', says].filter((note) => note !== ''),
  }
}

function readSite(text: string): string {
  if (text === '')
    throw new UsageError('Set DESKHAND_URL to where your Deskhand is, or sign in with `deskhand login`.')
  try {
    return readSiteUrl(text)
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'DESKHAND_URL is no address.')
  }
}

/** Everything else of the environment stays outside: the API key above all. */
const usualVariables = [
  ...['PATH', 'LANG', 'LC_ALL', 'TZ', 'TERM'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'NODE_USE_ENV_PROXY'],
  ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE'],
]

/** Readable, and not the same for two workers. */
function folderOf(siteUrl: string, name: string): string {
  const hash = createHash('sha256').update(`${siteUrl}\n${name}`).digest('hex').slice(0, 8)
  return `worker-${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)}-${hash}`
}
