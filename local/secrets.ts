/** The secrets of one installation: made once, kept in <home>/secrets.json for the owner's eyes only. */
import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { StartProblem } from './problem.ts'

const secret = z.string().min(32)
const installationSecrets = z.object({
  orchestratorSecret: secret,
  installationSecret: secret,
  postgresPassword: secret,
  /** Signs the sessions of the local Supabase API. */
  jwtSecret: secret,
  supabaseSecretKey: secret,
})

export type Secrets = z.infer<typeof installationSecrets>

export function ensureSecrets(home: string): Secrets {
  const file = join(home, 'secrets.json')
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) write(file)
  chmodSync(file, 0o600)
  const parsed = installationSecrets.safeParse(parseJson(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  throw new StartProblem(
    `${file} is damaged; the state beside it cannot be read without it. Restore it, or start anew with: npm start -- --fresh`,
  )
}

/** Signs the tickets to desktops, between app and orchestrator. Derived: installations older than desktops have no other. */
export function ticketSecretOf({ installationSecret }: Secrets): string {
  return createHmac('sha256', installationSecret).update('desk tickets').digest('hex')
}

/** What the practice Stripe is spoken to with, and signs with. Derived, for the same reason. */
export function stripeSecretsOf({ installationSecret }: Secrets): {
  secretKey: string
  webhookSecret: string
} {
  const derived = (purpose: string) => createHmac('sha256', installationSecret).update(purpose).digest('hex')
  return {
    secretKey: `sk_test_local_${derived('stripe key')}`,
    webhookSecret: `whsec_${derived('stripe webhooks')}`,
  }
}

function write(file: string): void {
  const made: Secrets = {
    orchestratorSecret: random(),
    installationSecret: random(),
    postgresPassword: random(),
    jwtSecret: random(),
    supabaseSecretKey: `sb_secret_${random()}`,
  }
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, file)
}

const random = () => randomBytes(32).toString('hex')

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
