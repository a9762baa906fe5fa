// What the orchestrator is told from outside: the only place in orchestrator/ that reads process.env.
import { readFileSync } from 'node:fs'
import { availableParallelism, homedir, hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type ConfiguredModels, readConfiguredModels } from '#lib/model/configured-models.ts'
import { type Model, models } from '#lib/model/models.ts'

const optional = z
  .string()
  .optional()
  .transform((text) => text?.trim() || undefined)
const required = optional.pipe(z.string('is not set'))
const secret = required.pipe(z.string().min(32, 'must be at least 32 characters long'))
const url = z.url({ protocol: /^https?$/, error: 'must look like http://host:port' })
const portRule = 'must be a whole number between 1024 and 65535'
const port = z
  .string()
  .regex(/^\d{4,5}$/, portRule)
  .transform(Number)
  .pipe(z.number().min(1024, portRule).max(65_535, portRule))
/** A whole number, not smaller than what makes sense. */
const quantity = (least: number) => {
  const rule = `must be a whole number from ${least}`
  return z
    .string()
    .regex(/^\d{1,7}$/, rule)
    .transform(Number)
    .pipe(z.number().min(least, rule))
}
const fewDesks = z
  .string()
  .regex(/^\d{1,2}$/, 'must be a whole number from 0 to 99')
  .transform(Number)
const fixedPlace = /^\s*([a-z0-9.-]{1,253})=([a-z0-9.-]{1,253}):(\d{1,5})\s*$/
const crashRule = 'must be a step and a time, like start:before (for tests)'

const variables = z.object({
  DATABASE_URL: required.pipe(
    z.url({
      protocol: /^postgres(ql)?$/,
      error: 'must look like postgres://user:password@host:5432/postgres',
    }),
  ),
  SITE_URL: required.pipe(url),
  ORCHESTRATOR_ADDRESS: optional.pipe(z.string().default('127.0.0.1')),
  ORCHESTRATOR_PORT: optional.pipe(port.optional()),
  ORCHESTRATOR_SECRET: secret,
  INSTALLATION_SECRET: secret,
  MODEL_PROXY_PORT: optional.pipe(port.optional()),
  MODEL_PROXY_URL: optional.pipe(url.optional()),
  MODEL_UPSTREAM_URL: optional.pipe(url.default('https://api.anthropic.com')),
  ANTHROPIC_API_KEY: optional,
  MODEL_UPSTREAM_KEY: optional,
  MODELS_FILE: optional,
  PLANNER_MODEL: optional.pipe(z.string().default('claude-haiku-4-5')),
  DESK_RUNTIME: optional.pipe(z.enum(['process', 'docker'], 'must be process or docker').default('process')),
  DESK_HOST_NAME: optional.pipe(z.string().max(100, 'must have at most 100 characters').optional()),
  DESK_WARM_MIN: optional.pipe(fewDesks.default(1)),
  DESK_WARM_MAX: optional.pipe(fewDesks.default(3)),
  DESK_STARTS_AT_ONCE: optional.pipe(
    z
      .string()
      .regex(/^[1-9]\d{0,2}$/, 'must be a whole number from 1')
      .transform(Number)
      .optional(),
  ),
  // Desks in Docker. Without images, they are built; without limits, see runtime/docker/desk-limits.ts.
  DESK_IMAGE: optional,
  GATEHOUSE_IMAGE: optional,
  GATEHOUSE_HOSTS: optional,
  DESK_DESKTOP: optional.pipe(z.enum(['xfce', 'openbox'], 'must be xfce or openbox').optional()),
  DESK_OCI_RUNTIME: optional,
  DESK_MEMORY_MB: optional.pipe(quantity(512).optional()),
  DESK_CPUS: optional.pipe(quantity(1).optional()),
  DESK_HOME_GB: optional.pipe(quantity(1).optional()),
  // Fixed places that checks may open although their addresses are private: "shop.example=127.0.0.1:8080,…".
  CHECK_HOSTS: optional.pipe(
    z
      .string()
      .default('')
      .transform((text) => text.split(',').filter((entry) => entry.trim() !== ''))
      .pipe(z.array(z.string().regex(fixedPlace, 'must look like shop.example=127.0.0.1:8080,…'))),
  ),
  DESKHAND_HOME: optional.pipe(z.string().default('.deskhand')),
  DESK_ARCHIVE_DIR: optional,
  OPENCLAW_DIR: optional,
  XDG_CACHE_HOME: optional,
  DESK_PORT_BASE: optional.pipe(port.optional()),
  DESK_EDGE_PORT: optional.pipe(port.optional()),
  DESK_HOSTS_URL: optional.pipe(
    z
      .string()
      .regex(/^https?:\/\/\*\.[a-z0-9.-]+(:\d{1,5})?$/, 'must look like https://*.desks.example.com')
      .optional(),
  ),
  DESK_TICKET_SECRET: optional.pipe(secret.optional()),
  SMTP_URL: optional.pipe(
    z.url({ protocol: /^smtps?$/, error: 'must look like smtp://user:password@host:port' }).optional(),
  ),
  MAIL_FROM: optional.pipe(z.string().default('Deskhand <no-reply@deskhand.local>')),
  STRIPE_SECRET_KEY: optional.pipe(
    z
      .string()
      .regex(/^(sk|rk)_(live|test)_[\w-]+$/, 'must be a secret or restricted key of Stripe')
      .optional(),
  ),
  // Only where an emulator stands in.
  STRIPE_API_URL: optional.pipe(url.optional()),
  LOG_LEVEL: optional.pipe(
    z
      .enum(
        ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
        'must be a level of pino, like info',
      )
      .default('info'),
  ),
  // Fault injection for tests: the process ends itself, as kill -9 would, before or after a step of this kind.
  DESKHAND_CRASH_AT: optional.pipe(
    z
      .string()
      .regex(/^[a-z_]+:(before|after)$/, crashRule)
      .optional(),
  ),
})

const withEdge = variables.refine((given) => !given.DESK_HOSTS_URL || given.DESK_TICKET_SECRET, {
  path: ['DESK_TICKET_SECRET'],
  error: 'is not set, and DESK_HOSTS_URL is',
})

const npmNeeds =
  /^(PATH|HOME|LANG|TMPDIR|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|npm_config_.*|(https?|no)_proxy)$/i

/** What npm below us needs to reach its registry as we do: proxies, certificates, its own settings. */
export function npmEnvironmentOf(
  given: Record<string, string | undefined>,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => npmNeeds.test(name)))
}

interface DockerEnvironment {
  images: { desk?: string; gatehouse?: string }
  /** Fixed names that desks may open although their addresses are private: "name=address:port,…". */
  gatehouseHosts: string | undefined
  ociRuntime: string | undefined
  /** For building the images: the desktop, and how to reach the web from there. */
  buildArgs: Record<string, string>
  buildProxies: Record<string, string>
  limits: { memoryBytes?: number; cpuCores?: number; homeBytes?: number }
}

export interface Environment {
  databaseUrl: string
  siteUrl: string
  /** Where to listen: an address of this machine. */
  address: string
  port: number
  secret: string
  installationSecret: string
  modelProxy: { port: number; url: string }
  /** Anthropic, or a proxy that speaks its API (docs/model-gateway.md). Without a key the practice model stands at `url`. */
  modelUpstream: { url: string; apiKey: string | undefined }
  /** Models of other providers, which are offered beside Claude. */
  models: ConfiguredModels
  /** What splits tasks into steps: a small model will do. */
  plannerModel: Model
  /** Names that checks find at fixed places, by plain HTTP. */
  checkHosts: ReadonlyMap<string, { host: string; port: number }>
  runtime: 'process' | 'docker'
  docker: DockerEnvironment
  hostName: string
  simultaneousStarts: number
  /** How many warm desks this host keeps; a least of 0 switches them off. */
  pool: { min: number; max: number }
  home: string
  /** Where packed homes lie. Hosts that share it can pass desks on to each other. */
  archiveDir: string
  /** Where the pinned OpenClaw is installed on first use; shared by all installations of this user. */
  cacheDir: string
  openclawDir: string | undefined
  /** The gateways' ports are chosen from the 2000 that begin here. */
  deskPortBase: number
  /** Where browsers reach desktops; undefined where the installation has no hosts for them. */
  edge: { port: number; hostsUrl: string; ticketSecret: string } | undefined
  /** What npm needs to install OpenClaw: where programs, certificates, proxies and its own configuration are. */
  npmEnvironment: Record<string, string | undefined>
  mail: { smtpUrl: string | undefined; from: string }
  /** Undefined where nothing can be paid. */
  stripe: { secretKey: string; apiUrl: string | undefined } | undefined
  logLevel: string
  crashAt: string | undefined
}

/** @throws Error naming each variable that is missing or wrong. Never shows a value: it may be a secret. */
export function readEnvironment(given: Record<string, string | undefined> = process.env): Environment {
  const parsed = withEdge.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`)
    throw new Error(`The orchestrator cannot start:\n${lines.join('\n')}`)
  }
  const found = parsed.data
  const configured = configuredModels(found.MODELS_FILE)
  const ownPort = found.ORCHESTRATOR_PORT ?? 3001
  const modelProxyPort = found.MODEL_PROXY_PORT ?? 3002
  return {
    databaseUrl: found.DATABASE_URL,
    siteUrl: found.SITE_URL,
    address: found.ORCHESTRATOR_ADDRESS,
    port: ownPort,
    secret: found.ORCHESTRATOR_SECRET,
    installationSecret: found.INSTALLATION_SECRET,
    modelProxy: { port: modelProxyPort, url: found.MODEL_PROXY_URL ?? `http://127.0.0.1:${modelProxyPort}` },
    modelUpstream: {
      url: found.MODEL_UPSTREAM_URL,
      apiKey: found.MODEL_UPSTREAM_KEY ?? found.ANTHROPIC_API_KEY,
    },
    models: configured,
    plannerModel: plannerModelOf(found.PLANNER_MODEL, configured),
    checkHosts: new Map(found.CHECK_HOSTS.map(placeIn)),
    runtime: found.DESK_RUNTIME,
    docker: dockerEnvironment(found, given),
    hostName: found.DESK_HOST_NAME ?? hostname(),
    pool: { min: found.DESK_WARM_MIN, max: Math.max(found.DESK_WARM_MIN, found.DESK_WARM_MAX) },
    simultaneousStarts: found.DESK_STARTS_AT_ONCE ?? Math.max(1, Math.floor(availableParallelism() / 2)),
    home: resolve(found.DESKHAND_HOME),
    archiveDir: resolve(found.DESK_ARCHIVE_DIR ?? join(found.DESKHAND_HOME, 'archive')),
    cacheDir: join(found.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'deskhand'),
    openclawDir: found.OPENCLAW_DIR,
    deskPortBase: found.DESK_PORT_BASE ?? ownPort + 1000,
    edge: edgeOf(found, ownPort),
    npmEnvironment: npmEnvironmentOf(given),
    mail: { smtpUrl: found.SMTP_URL, from: found.MAIL_FROM },
    stripe: found.STRIPE_SECRET_KEY
      ? { secretKey: found.STRIPE_SECRET_KEY, apiUrl: found.STRIPE_API_URL }
      : undefined,
    logLevel: found.LOG_LEVEL,
    crashAt: found.DESKHAND_CRASH_AT,
  }
}

function configuredModels(path: string | undefined): ConfiguredModels {
  if (!path) return { models: [], prices: [] }
  try {
    return readConfiguredModels(readFileSync(path, 'utf8'), new Date())
  } catch (error) {
    throw cannotStart(`MODELS_FILE: ${error instanceof Error ? error.message : 'it cannot be read'}`)
  }
}

function plannerModelOf(id: string, configured: ConfiguredModels): Model {
  const offered = [...models, ...configured.models]
  const found = offered.find((model) => model.id === id.replace(/-\d{8}$/, ''))
  if (!found) throw cannotStart(`PLANNER_MODEL must be one of ${offered.map((one) => one.id).join(', ')}.`)
  return found
}

const cannotStart = (line: string) => new Error(`The orchestrator cannot start:\n${line}`)

const mebibyte = 1024 * 1024
const gibibyte = 1024 * mebibyte
const proxyName = /^(https?|no)_proxy$/i

function dockerEnvironment(
  found: z.output<typeof variables>,
  given: Record<string, string | undefined>,
): DockerEnvironment {
  const { DESK_IMAGE, GATEHOUSE_IMAGE, DESK_DESKTOP, DESK_MEMORY_MB, DESK_CPUS, DESK_HOME_GB } = found
  const proxies = Object.entries(given).flatMap(([name, value]) =>
    value && proxyName.test(name) ? [[name, value]] : [],
  )
  return {
    images: {
      ...(DESK_IMAGE ? { desk: DESK_IMAGE } : {}),
      ...(GATEHOUSE_IMAGE ? { gatehouse: GATEHOUSE_IMAGE } : {}),
    },
    gatehouseHosts: found.GATEHOUSE_HOSTS,
    ociRuntime: found.DESK_OCI_RUNTIME,
    buildArgs: DESK_DESKTOP ? { DESKTOP: DESK_DESKTOP } : {},
    buildProxies: Object.fromEntries(proxies),
    limits: {
      ...(DESK_MEMORY_MB ? { memoryBytes: DESK_MEMORY_MB * mebibyte } : {}),
      ...(DESK_CPUS ? { cpuCores: DESK_CPUS } : {}),
      ...(DESK_HOME_GB ? { homeBytes: DESK_HOME_GB * gibibyte } : {}),
    },
  }
}

function placeIn(entry: string): [string, { host: string; port: number }] {
  const [, name = '', host = '', port] = fixedPlace.exec(entry) ?? []
  return [name, { host, port: Number(port) }]
}

function edgeOf(found: z.output<typeof variables>, ownPort: number): Environment['edge'] {
  const { DESK_HOSTS_URL: hostsUrl, DESK_TICKET_SECRET: ticketSecret, DESK_EDGE_PORT: port } = found
  return hostsUrl && ticketSecret ? { port: port ?? ownPort + 8, hostsUrl, ticketSecret } : undefined
}
