// Which mails a company's standing asks for at a moment. Pure: whether one was sent already is the caller's to know.
import { type BillingFacts, entitlementOf, termsOf } from './entitlement.ts'
import { terms } from './plans.ts'

const dayMs = 24 * 60 * 60 * 1000

interface Due<Template extends string, Data> {
  template: Template
  data: Data
  /** One of this kind since then is this one. */
  since: Date
}

export type DueMail =
  | Due<'trial-ending', { endsAt: string; days: number }>
  | Due<'trial-ended' | 'stopped', { removalAt: string }>
  | Due<'grace-ending', { endsAt: string }>
  | Due<'removal-warning', { removalAt: string }>

/** `employees`: how many have a home that is kept. */
export function dueMails(facts: BillingFacts, employees: number, now: Date): DueMail[] {
  const { standing, mayRun } = entitlementOf(facts, employees, now)
  const { endsAt, removalAt } = termsOf(facts)
  if (!endsAt || standing === 'suspended') return []
  if (mayRun) return [endingSoon(standing, endsAt, now)].flatMap((mail) => mail ?? [])
  if (!removalAt || employees === 0) return []
  return [hasEnded(standing, endsAt, removalAt, now), removal(endsAt, removalAt, now)].flatMap(
    (mail) => mail ?? [],
  )
}

function endingSoon(standing: string, endsAt: Date, now: Date): DueMail | undefined {
  const leftMs = endsAt.getTime() - now.getTime()
  // The nearest only: after an outage nobody is told of two days when one is left.
  const days = terms.trialWarningDays.toSorted((a, b) => a - b).find((most) => leftMs <= most * dayMs)
  if (days === undefined) return undefined
  const since = before(endsAt, days)
  if (standing === 'trial')
    return { template: 'trial-ending', data: { endsAt: endsAt.toISOString(), days }, since }
  if (standing !== 'past_due') return undefined
  const first = before(endsAt, Math.max(...terms.trialWarningDays))
  return { template: 'grace-ending', data: { endsAt: endsAt.toISOString() }, since: first }
}

/** Not told when homes are about to be removed: then that is the news. */
function hasEnded(standing: string, endsAt: Date, removalAt: Date, now: Date): DueMail | undefined {
  if (now >= before(removalAt, terms.removalWarningDays)) return undefined
  const template = standing === 'trial_over' ? 'trial-ended' : standing === 'stopped' ? 'stopped' : undefined
  return template && { template, data: { removalAt: removalAt.toISOString() }, since: endsAt }
}

/** Whoever is warned late, because nothing ran for a while, has the same time left. */
function removal(endsAt: Date, removalAt: Date, now: Date): DueMail | undefined {
  if (now < before(removalAt, terms.removalWarningDays)) return undefined
  const soonest = new Date(now.getTime() + terms.removalWarningDays * dayMs)
  const announced = soonest > removalAt ? soonest : removalAt
  return { template: 'removal-warning', data: { removalAt: announced.toISOString() }, since: endsAt }
}

function before(moment: Date, days: number): Date {
  return new Date(moment.getTime() - days * dayMs)
}
