/** The environment of the embedded stack: the only place in local/ that reads process.env, .env and the command line. */
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { highestFirstPort, type Ports, portsAfterFirst, portsFrom } from './ports.ts'
import { StartProblem } from './problem.ts'

const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)))

export type DeskRuntimeName = 'docker' | 'process'

export type Settings = {
  /** The folder of package.json. */
  root: string
  home: string
  ports: Ports
  siteUrl: string
  fresh: boolean
  /** Undefined: the stack chooses. */
  runtime: DeskRuntimeName | undefined
  anthropicApiKey: string | undefined
  /** A proxy that speaks Anthropic's API, and what is offered beside Claude (docs/model-gateway.md). */
  modelUpstream: { url: string; key: string } | undefined
  modelsFile: string | undefined
  plannerModel: string | undefined
  /** Their own account at Stripe; undefined: the practice one. */
  stripe: { secretKey: string; webhookSecret: string | undefined } | undefined
  smtpUrl: string
  /** No mail server is given: everything ends up in the local mailbox. */
  mailIsCaught: boolean
  mailFrom: string
  operatorEmails: string
  logLevel: string
  openclawDir: string | undefined
  /** What the orchestrator is told of desks in Docker; it knows what is right. */
  docker: Record<string, string>
  /** What any child needs of the machine: where programs, certificates, proxies and the npm configuration are. */
  machine: Record<string, string>
}

const optionalText = z
  .string()
  .optional()
  .transform((text) => text?.trim() || undefined)

const portRule = `must be a whole number between 1024 and ${highestFirstPort} (${portsAfterFirst} more ports follow it)`
const firstPort = z
  .string()
  .regex(/^\d+$/, portRule)
  .transform(Number)
  .pipe(z.number().min(1024, portRule).max(highestFirstPort, portRule))

const variables = z.object({
  DESKHAND_PORT: optionalText.pipe(firstPort.optional()).transform((port) => port ?? 3000),
  DESKHAND_HOME: optionalText,
  DESK_RUNTIME: optionalText.pipe(z.enum(['docker', 'process'], 'must be docker or process').optional()),
  ANTHROPIC_API_KEY: optionalText,
  MODEL_UPSTREAM_URL: optionalText.pipe(
    z.url({ protocol: /^https?$/, error: 'must look like http://host:port' }).optional(),
  ),
  MODEL_UPSTREAM_KEY: optionalText,
  MODELS_FILE: optionalText,
  PLANNER_MODEL: optionalText,
  STRIPE_SECRET_KEY: optionalText,
  STRIPE_WEBHOOK_SECRET: optionalText,
  SMTP_URL: optionalText.pipe(
    z.url({ protocol: /^smtps?$/, error: 'must look like smtp://user:password@host:port' }).optional(),
  ),
  MAIL_FROM: optionalText.transform((from) => from ?? 'Deskhand <no-reply@deskhand.local>'),
  OPERATOR_EMAILS: optionalText.transform((emails) => emails ?? ''),
  LOG_LEVEL: optionalText
    .pipe(
      z
        .enum(
          ['trace', 'debug', 'info', 'warn', 'error', 'fatal'],
          'must be trace, debug, info, warn, error or fatal',
        )
        .optional(),
    )
    .transform((level) => level ?? 'info'),
  OPENCLAW_DIR: optionalText,
  DESK_IMAGE: optionalText,
  GATEHOUSE_IMAGE: optionalText,
  DESK_DESKTOP: optionalText,
  DESK_OCI_RUNTIME: optionalText,
  DESK_MEMORY_MB: optionalText,
  DESK_CPUS: optionalText,
  DESK_HOME_GB: optionalText,
  DESK_WARM_MIN: optionalText,
  DESK_WARM_MAX: optionalText,
  DESK_STARTS_AT_ONCE: optionalText,
})

const dockerVariables = [
  'DESK_IMAGE',
  'GATEHOUSE_IMAGE',
  'DESK_DESKTOP',
  'DESK_OCI_RUNTIME',
  'DESK_MEMORY_MB',
  'DESK_CPUS',
  'DESK_HOME_GB',
  'DESK_WARM_MIN',
  'DESK_WARM_MAX',
  'DESK_STARTS_AT_ONCE',
] as const

/** Throws StartProblem naming the variable or flag that is wrong. */
export function readSettings(args: string[], given: NodeJS.ProcessEnv): Settings {
  const flags = readFlags(args)
  const parsed = variables.safeParse(given)
  if (!parsed.success)
    throw new StartProblem(parsed.error.issues.map((issue) => explain(issue, given)).join('\n'))
  const found = parsed.data
  const ports = portsFrom(found.DESKHAND_PORT)
  return {
    root: projectRoot,
    home: resolve(projectRoot, found.DESKHAND_HOME ?? '.deskhand'),
    ports,
    siteUrl: `http://localhost:${ports.app}`,
    fresh: flags.fresh,
    runtime: flags.runtime ?? found.DESK_RUNTIME,
    anthropicApiKey: found.ANTHROPIC_API_KEY,
    modelUpstream:
      found.MODEL_UPSTREAM_URL && found.MODEL_UPSTREAM_KEY
        ? { url: found.MODEL_UPSTREAM_URL, key: found.MODEL_UPSTREAM_KEY }
        : undefined,
    modelsFile: found.MODELS_FILE && resolve(projectRoot, found.MODELS_FILE),
    plannerModel: found.PLANNER_MODEL,
    stripe: found.STRIPE_SECRET_KEY
      ? { secretKey: found.STRIPE_SECRET_KEY, webhookSecret: found.STRIPE_WEBHOOK_SECRET }
      : undefined,
    smtpUrl: found.SMTP_URL ?? `smtp://127.0.0.1:${ports.smtp}`,
    mailIsCaught: found.SMTP_URL === undefined,
    mailFrom: found.MAIL_FROM,
    operatorEmails: found.OPERATOR_EMAILS,
    logLevel: found.LOG_LEVEL,
    openclawDir: found.OPENCLAW_DIR,
    docker: chosenFrom(found, dockerVariables),
    machine: machineEnvironment(given),
  }
}

/** The settings of this process: .env beside package.json fills what the environment leaves open. */
export function readOwnSettings(): Settings {
  const file = join(projectRoot, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  return readSettings(process.argv.slice(2), process.env)
}

/** The settings of a child: its parent has put everything into the environment. */
export const readInheritedSettings = (): Settings => readSettings([], process.env)

function readFlags(args: string[]): { fresh: boolean; runtime: DeskRuntimeName | undefined } {
  const { values } = parse(args)
  const runtime = values.runtime
  if (runtime !== undefined && runtime !== 'docker' && runtime !== 'process')
    throw new StartProblem(`--runtime must be docker or process, but is "${runtime}".`)
  return { fresh: values.fresh ?? false, runtime }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: { fresh: { type: 'boolean' }, runtime: { type: 'string' } } })
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new StartProblem(`${reason}. Known: --fresh, --runtime docker|process.`)
  }
}

const mayHoldSecret = new Set([
  'SMTP_URL',
  'ANTHROPIC_API_KEY',
  'MODEL_UPSTREAM_KEY',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
])

function explain(issue: z.core.$ZodIssue, given: NodeJS.ProcessEnv): string {
  const name = String(issue.path[0] ?? 'environment')
  if (mayHoldSecret.has(name)) return `${name} ${issue.message}.`
  return `${name} ${issue.message}, but is "${given[name] ?? ''}".`
}

const machineVariables = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'XDG_CACHE_HOME',
  'DOCKER_HOST',
  'DOCKER_TLS_VERIFY',
  'DOCKER_CERT_PATH',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
])

function chosenFrom(
  found: z.output<typeof variables>,
  names: typeof dockerVariables,
): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (found[name] === undefined ? [] : [[name, found[name]]])))
}

function machineEnvironment(given: NodeJS.ProcessEnv): Record<string, string> {
  const wanted = Object.entries(given).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (machineVariables.has(entry[0]) || /^npm_config_/i.test(entry[0])),
  )
  return Object.fromEntries(wanted)
}
