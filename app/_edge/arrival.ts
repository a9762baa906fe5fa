// Where somebody goes who has just signed in. Pure; arrive.ts asks the database and founds the company.

export interface Arrival {
  hasCompany: boolean
  isInvited: boolean
  /** Where they were going, a path of ours. */
  next: string
}

type Destination = { go: string; found: boolean }

const onboarding = '/onboarding'
const welcome = '/welcome'

export function destinationOf({ hasCompany, isInvited, next }: Arrival): Destination {
  if (next.startsWith('/invitation/')) return { go: next, found: false }
  if (next.startsWith(welcome) && isInvited) return { go: next, found: false }
  if (hasCompany) return { go: next, found: false }
  if (isInvited) return { go: `${welcome}?next=${encodeURIComponent(next)}`, found: false }
  return { go: next.startsWith(onboarding) ? next : onboarding, found: true }
}
