/** Every port of the embedded stack derives from one: DESKHAND_PORT. */
const names = [
  'app',
  'orchestrator',
  'modelProxy',
  'supabase',
  'postgres',
  'google',
  'practiceModel',
  'smtp',
  'devServices',
  'deskEdge',
  'practiceWebsite',
  'stripe',
] as const

export type PortName = (typeof names)[number]
export type Ports = Record<PortName, number>

export const portsAfterFirst = names.length - 1
export const highestFirstPort = 65_535 - portsAfterFirst

export function portsFrom(first: number): Ports {
  return {
    app: first,
    orchestrator: first + 1,
    modelProxy: first + 2,
    supabase: first + 3,
    postgres: first + 4,
    google: first + 5,
    practiceModel: first + 6,
    smtp: first + 7,
    devServices: first + 8,
    deskEdge: first + 9,
    practiceWebsite: first + 10,
    stripe: first + 11,
  }
}

export const portLabels: Record<PortName, string> = {
  app: 'app',
  orchestrator: 'orchestrator',
  modelProxy: 'model proxy',
  supabase: 'Supabase API',
  postgres: 'Postgres',
  google: 'Google',
  practiceModel: 'practice model',
  smtp: 'SMTP',
  devServices: 'mailbox',
  deskEdge: 'desk hosts',
  practiceWebsite: 'practice website',
  stripe: 'Stripe',
}

export const portNames: readonly PortName[] = names
