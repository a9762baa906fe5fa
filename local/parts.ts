/** The programs of the stack as data: what runs, with which environment, and how one sees that it is ready. */
import { join } from 'node:path'
import type { DeskRuntimeName, Settings } from './env.ts'
import { postgresUrl } from './postgres/url.ts'
import { type Secrets, stripeSecretsOf, ticketSecretOf } from './secrets.ts'
import { publishableKey } from './supabase/publishable-key.ts'
import { markerOf } from './supervisor/leftovers.ts'
import type { ProgramPart } from './supervisor/part.ts'

const anthropicUrl = 'https://api.anthropic.com'

export type ProgramParts = { services: ProgramPart; orchestrator: ProgramPart; app: ProgramPart }

/** A name that only desks know, and that means a website of the local stack. */
const practiceHost = 'practice.example'

export function partsOf(settings: Settings, secrets: Secrets, runtime: DeskRuntimeName): ProgramParts {
  return {
    services: servicesPart(settings),
    orchestrator: orchestratorPart(settings, secrets, runtime),
    app: appPart(settings, secrets),
  }
}

const local = (port: number) => `http://127.0.0.1:${port}`

function common(settings: Settings, name: string) {
  return {
    name,
    command: process.execPath,
    cwd: settings.root,
    logFile: join(settings.home, 'logs', `${name}.log`),
  }
}

function servicesPart(settings: Settings): ProgramPart {
  return {
    ...common(settings, 'services'),
    args: ['local/services.ts'],
    environment: {
      ...settings.machine,
      ...markerOf(settings.home, 'services'),
      DESKHAND_PORT: String(settings.ports.app),
      SMTP_URL: settings.smtpUrl,
      MAIL_FROM: settings.mailFrom,
      DO_NOT_TRACK: '1',
      LITE_TELEMETRY: '0',
    },
    readyUrl: `${local(settings.ports.devServices)}/healthz`,
    readyWhen: 'healthy',
    readyTimeoutMs: 60_000,
    stopGraceMs: 5_000,
  }
}

function orchestratorPart(settings: Settings, secrets: Secrets, runtime: DeskRuntimeName): ProgramPart {
  const { ports } = settings
  return {
    ...common(settings, 'orchestrator'),
    args: ['orchestrator/main.ts'],
    environment: {
      ...settings.machine,
      ...markerOf(settings.home, 'orchestrator'),
      ...shared(settings, secrets),
      ...optional('MODELS_FILE', settings.modelsFile),
      ORCHESTRATOR_PORT: String(ports.orchestrator),
      MODEL_PROXY_PORT: String(ports.modelProxy),
      MODEL_PROXY_URL: local(ports.modelProxy),
      MODEL_UPSTREAM_URL:
        settings.modelUpstream?.url ?? (settings.anthropicApiKey ? anthropicUrl : local(ports.practiceModel)),
      INSTALLATION_SECRET: secrets.installationSecret,
      DESK_RUNTIME: runtime,
      DESK_EDGE_PORT: String(ports.deskEdge),
      GATEHOUSE_HOSTS: `${practiceHost}=host.docker.internal:${ports.practiceWebsite}`,
      CHECK_HOSTS: `${practiceHost}=127.0.0.1:${ports.practiceWebsite}`,
      // The machine's own name may change between two starts; the desks stay here.
      DESK_HOST_NAME: 'local',
      ...optional('ANTHROPIC_API_KEY', settings.anthropicApiKey),
      ...optional('MODEL_UPSTREAM_KEY', settings.modelUpstream?.key),
      ...optional('PLANNER_MODEL', settings.plannerModel),
      ...optional('OPENCLAW_DIR', settings.openclawDir),
      ...settings.docker,
    },
    readyUrl: `${local(ports.orchestrator)}/readyz`,
    readyWhen: 'healthy',
    readyTimeoutMs: 60_000,
    stopGraceMs: 15_000,
  }
}

function appPart(settings: Settings, secrets: Secrets): ProgramPart {
  const { ports } = settings
  return {
    ...common(settings, 'app'),
    args: [
      join(settings.root, 'node_modules/next/dist/bin/next'),
      'start',
      '--hostname',
      '127.0.0.1',
      '--port',
      String(ports.app),
    ],
    environment: {
      ...settings.machine,
      ...markerOf(settings.home, 'app'),
      ...shared(settings, secrets),
      ...optional('MODELS_FILE', settings.modelsFile),
      SUPABASE_URL: local(ports.supabase),
      SUPABASE_PUBLISHABLE_KEY: publishableKey,
      ORCHESTRATOR_URL: local(ports.orchestrator),
      DESKHAND_DEV_URL: local(ports.devServices),
      OPERATOR_EMAILS: settings.operatorEmails,
      NEXT_TELEMETRY_DISABLED: '1',
    },
    readyUrl: `${local(ports.app)}/api/health`,
    readyWhen: 'answering',
    readyTimeoutMs: 60_000,
    stopGraceMs: 5_000,
  }
}

/** What app and orchestrator have in common. */
function shared(settings: Settings, secrets: Secrets): Record<string, string> {
  return {
    DATABASE_URL: postgresUrl(settings.ports.postgres, secrets.postgresPassword),
    SITE_URL: settings.siteUrl,
    ORCHESTRATOR_SECRET: secrets.orchestratorSecret,
    DESK_HOSTS_URL: `http://*.desk.localhost:${settings.ports.deskEdge}`,
    DESK_TICKET_SECRET: ticketSecretOf(secrets),
    ...stripeVariables(settings, secrets),
    SMTP_URL: settings.smtpUrl,
    MAIL_FROM: settings.mailFrom,
    LOG_LEVEL: settings.logLevel,
  }
}

/** The practice Stripe, unless there is an account of their own. */
function stripeVariables({ stripe, ports }: Settings, secrets: Secrets): Record<string, string> {
  const { secretKey, webhookSecret } = stripe ?? stripeSecretsOf(secrets)
  return {
    STRIPE_SECRET_KEY: secretKey,
    ...optional('STRIPE_WEBHOOK_SECRET', webhookSecret),
    ...(stripe ? {} : { STRIPE_API_URL: local(ports.stripe) }),
  }
}

const optional = (name: string, value: string | undefined): Record<string, string> =>
  value === undefined ? {} : { [name]: value }
