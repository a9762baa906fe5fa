// The only place in the app that reads the environment. Values are read when first asked for: the product is built once and
// configured where it runs.
import { z } from 'zod'
import type { DeskHosts } from '#lib/desktop/open-desktop.ts'
import { AppError } from '#lib/errors.ts'

const deskHostsShape = /^https?:\/\/\*\.[a-z0-9.-]+(:\d{1,5})?$/

const variables = z.object({
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'must look like postgres://user:password@host:port/database',
  }),
  SUPABASE_URL: z.url('must be the address of the Supabase project'),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1, 'is missing: take it from the Supabase project, API keys'),
  SITE_URL: z.url('must be the address people reach the product at'),
  ORCHESTRATOR_URL: z.url('must be the address of the orchestrator'),
  ORCHESTRATOR_SECRET: z
    .string()
    .min(16, 'must be the same long secret the orchestrator has (16 characters at least)'),
  DESK_HOSTS_URL: z.string().regex(deskHostsShape, 'must look like https://*.desks.example.com').optional(),
  DESK_TICKET_SECRET: z
    .string()
    .min(32, 'must be the same long secret the orchestrator has (32 characters at least)')
    .optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(live|test)_[\w-]+$/, 'must be a secret or restricted key of Stripe')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(16, 'must be the signing secret of the webhook endpoint').optional(),
  STRIPE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  DESKHAND_DEV_URL: z.url().optional(),
  MODELS_FILE: z.string().optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
})
export type AppEnv = z.output<typeof variables>

let parsed: AppEnv | undefined

/** The checked environment. @throws Error naming each variable that is missing or wrong. */
export function appEnv(): AppEnv {
  if (parsed) return parsed
  const result = variables.safeParse(process.env)
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`)
    throw new Error(`The app cannot run with this environment (see .env.example):\n${lines.join('\n')}`)
  }
  parsed = result.data
  return parsed
}

/** Where desktops are seen. @throws AppError `unavailable` where the installation does not say. */
export function deskHosts(): DeskHosts {
  const { DESK_HOSTS_URL, DESK_TICKET_SECRET } = appEnv()
  if (DESK_HOSTS_URL && DESK_TICKET_SECRET)
    return { hostsUrl: DESK_HOSTS_URL, ticketSecret: DESK_TICKET_SECRET }
  throw new AppError('unavailable', {
    detail:
      'This installation does not say where desktops are seen: its operator has not set DESK_HOSTS_URL.',
  })
}

/** What pages may connect to besides us: the hosts of desks, by HTTP and WebSocket. */
export function deskSources(): string[] {
  const hosts = process.env.DESK_HOSTS_URL ?? ''
  return deskHostsShape.test(hosts) ? [hosts, hosts.replace(/^http/, 'ws')] : []
}

/** Whether the development services run beside us; pages for development exist only then. */
export function isLocalStack(): boolean {
  return Boolean(process.env.DESKHAND_DEV_URL)
}

/** Who runs this installation, in small letters. Read anew each time: whoever is no longer listed is none from the next request on. */
export function operatorEmails(): ReadonlySet<string> {
  const listed = (process.env.OPERATOR_EMAILS ?? '').toLowerCase().split(/[\s,;]+/)
  return new Set(listed.filter((email) => email.includes('@')))
}

/** Where mails can be read that never leave this machine; undefined where real ones are sent. */
export function localMailbox(): string | undefined {
  const isCaught = /^smtp:\/\/127\.0\.0\.1[:/]/.test(process.env.SMTP_URL ?? '')
  return isLocalStack() && isCaught ? '/dev/mailbox' : undefined
}

const fallbackUrl = 'http://localhost:3000'

/** The address people reach the product at, without a slash at the end. Also answers while pages are built, without an environment. */
export function siteUrl(): string {
  const given = z.url().safeParse(process.env.SITE_URL)
  return given.success ? given.data.replace(/\/+$/, '') : fallbackUrl
}

/** `next dev`: errors are explained with means that the built product does without. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === 'development'
}
