/**
 * The openclaw.json of one desk: only what Deskhand needs, everything else switched off. Complete, so that a gateway
 * with OPENCLAW_CONFIG_READONLY=1 accepts it as it is; the two secrets come from the gateway's environment.
 */

type GatewayModel = {
  id: string
  name: string
  contextWindow: number
  maxTokens: number
  /** Micro-dollars per token, which is the same figure as dollars per million tokens. */
  costMicrosPerToken: { input: number; output: number; cacheRead: number; cacheWrite: number }
}

type ToolPolicy = { allow: string[]; deny?: string[] }

export type GatewayConfigInput = {
  port: number
  workspaceDir: string
  stateDir: string
  /** Where the desk reaches the model proxy, without /v1. */
  modelBaseUrl: string
  /** Id of the model to use where a session names no other; one of `models`. */
  model: string
  models: GatewayModel[]
  /** Names of skills that may be used where the workspace has them. */
  skills: string[]
  toolPolicy?: ToolPolicy
  /** A Chromium that already runs at the desk with remote debugging. */
  browser?: { cdpUrl: string }
  /** The web is behind a proxy that decides what may be opened, and looks names up by itself. */
  goesOutByProxy?: boolean
  turnTimeoutSeconds?: number
  /** A model call that stays silent this long is given up and tried again, five times; a call that speaks may take longer. */
  modelTimeoutSeconds?: number
}

const deskTools: readonly string[] = [
  ...['read', 'write', 'edit', 'apply_patch', 'exec', 'process'],
  ...['web_fetch', 'memory_search', 'memory_get', 'view_image', 'pdf'],
  // At work on a task it asks people; in a conversation its answer is where it asks (orchestrator/dispatch/questions.ts).
  'ask_user',
]

const openclawVersion = '2026.9.6'
const execTimeoutSeconds = 600
const defaultTurnTimeoutSeconds = 1800
const defaultModelTimeoutSeconds = 90

export function gatewayConfig(input: GatewayConfigInput) {
  return {
    meta: {
      lastTouchedVersion: openclawVersion,
      migrations: { modelPolicyAllowlist: true, utilityModelSeparation: true },
    },
    gateway: gatewaySection(input),
    models: modelsSection(input),
    agents: agentsSection(input),
    tools: toolsSection(input),
    ...(input.browser ? { browser: browserSection(input.browser) } : { browser: { enabled: false } }),
    plugins: pluginsSection(input),
    skills: { allowBundled: [], workshop: { autonomous: { mode: 'off' } } },
    commands: { restart: false, config: false, plugins: false, mcp: false, debug: false, bash: false },
    session: { notifyOnCreate: false },
    cron: { enabled: false },
    discovery: { mdns: { mode: 'off' } },
    telemetry: { enabled: false },
    update: { checkOnStart: false, auto: { enabled: false } },
    logging: { level: 'info', file: `${input.stateDir}/logs/gateway.log` },
  }
}

/** How the orchestrator reaches the gateway: a token over loopback. */
function gatewaySection({ port }: GatewayConfigInput) {
  return {
    mode: 'local',
    port,
    bind: 'loopback',
    auth: { mode: 'token', token: fromEnvironment('OPENCLAW_GATEWAY_TOKEN') },
    controlUi: { enabled: false },
    terminal: { enabled: false },
    cliAgents: { enabled: false },
  }
}

function modelsSection(input: GatewayConfigInput) {
  return {
    mode: 'replace',
    catalogRefresh: { enabled: false },
    providers: {
      anthropic: {
        baseUrl: input.modelBaseUrl,
        apiKey: fromEnvironment('ANTHROPIC_API_KEY'),
        api: 'anthropic-messages',
        timeoutSeconds: input.modelTimeoutSeconds ?? defaultModelTimeoutSeconds,
        models: input.models.map(({ id, name, contextWindow, maxTokens, costMicrosPerToken }) => ({
          id,
          name,
          reasoning: true,
          input: ['text', 'image'],
          cost: costMicrosPerToken,
          contextWindow,
          maxTokens,
        })),
      },
    },
  }
}

function agentsSection(input: GatewayConfigInput) {
  return {
    defaults: {
      workspace: input.workspaceDir,
      model: { primary: `anthropic/${input.model}` },
      utilityModel: '',
      skipBootstrap: true,
      skills: input.skills,
      heartbeat: { every: '0m' },
      timeoutSeconds: input.turnTimeoutSeconds ?? defaultTurnTimeoutSeconds,
    },
  }
}

function toolsSection({ toolPolicy, browser, goesOutByProxy }: GatewayConfigInput) {
  const { allow, deny = [] } = toolPolicy ?? { allow: [...deskTools] }
  return {
    allow: browser ? [...allow, 'browser'] : allow,
    deny,
    elevated: { enabled: false },
    exec: { mode: 'full', timeoutSeconds: execTimeoutSeconds },
    fs: { workspaceOnly: true },
    ...(goesOutByProxy ? { web: { fetch: { useTrustedEnvProxy: true } } } : {}),
  }
}

function browserSection({ cdpUrl }: { cdpUrl: string }) {
  return { enabled: true, defaultProfile: 'desktop', profiles: { desktop: { cdpUrl, attachOnly: true } } }
}

function pluginsSection({ browser }: GatewayConfigInput) {
  return {
    allow: [
      'anthropic',
      'memory-core',
      'document-extract',
      'web-readability',
      ...(browser ? ['browser'] : []),
    ],
    entries: {
      anthropic: { enabled: true },
      'document-extract': { enabled: true },
      'web-readability': { enabled: true },
      'memory-core': { enabled: true, config: { dreaming: { enabled: false } } },
      ...(browser ? { browser: { enabled: true } } : {}),
    },
  }
}

/** OpenClaw's own notation for "read this from the environment". */
function fromEnvironment(name: string): string {
  return `$\{${name}}`
}
