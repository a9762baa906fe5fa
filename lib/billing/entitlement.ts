// What a company may do now: one pure function of what Stripe says of its subscription, of its trial, and of the time.
import type { Entitlement, Standing } from '#lib/wire/me.ts'
import { planByKey, terms } from './plans.ts'

const dayMs = 24 * 60 * 60 * 1000

/** A subscription as Stripe tells it. */
export interface SubscriptionFacts {
  status: string
  planKey: string | null
  seats: number
  /** A month of it, and what was invoiced for the period that runs; null where no invoice tells it. */
  amountCents: number
  paidCents: number | null
  cancelsAt: Date | null
  endedAt: Date | null
  pastDueSince: Date | null
  /** Of the trial that it began with. */
  trialEndsAt: Date | null
  periodStartedAt: Date | null
  periodEndsAt: Date | null
}

/** All that decides. */
export interface BillingFacts {
  foundedAt: Date
  planKey: string | null
  trialEndsAt: Date | null
  suspendedAt: Date | null
  /** How often the chat was opened without a plan, refused openings included. */
  chatViews: number
  /** The one that counts: see `currentSubscription`. */
  subscription: SubscriptionFacts | null
}

/** What follows from the facts, before one looks at the clock: until when employees may work, and what then. */
export interface Terms {
  /** What it is until `endsAt`, and from then on. */
  standing: Standing
  afterwards: Standing
  planKey: string | null
  seats: number
  /** Null: no end in sight. */
  endsAt: Date | null
  removalAt: Date | null
  /** Model cost included for a month (of a trial: for all of it). */
  includedMicros: number
}

const holds = new Set(['active', 'trialing', 'past_due'])

/** Of several, the one that entitles; among those that do not, the newest. `newestFirst` as its name says. */
export function currentSubscription<One extends SubscriptionFacts>(newestFirst: readonly One[]): One | null {
  const real = newestFirst.filter(({ status }) => !status.startsWith('incomplete'))
  return real.find(({ status }) => holds.has(status)) ?? real[0] ?? null
}

/** Pure and without a clock. */
export function termsOf(facts: BillingFacts): Terms {
  const paid = facts.subscription && termsOfSubscription(facts.subscription)
  const found = paid && !leavesTrial(paid, facts) ? paid : termsWithout(facts)
  if (!facts.suspendedAt) return found
  return { ...found, standing: 'suspended', afterwards: 'suspended', removalAt: null }
}

/** Whoever pays during the trial and cancels before it is over has the rest of it. */
function leavesTrial({ standing, endsAt }: Terms, { trialEndsAt }: BillingFacts): boolean {
  return standing === 'stopped' && trialEndsAt !== null && (endsAt === null || endsAt < trialEndsAt)
}

function termsOfSubscription(subscription: SubscriptionFacts): Terms {
  const { status, planKey, seats, cancelsAt, endedAt, pastDueSince, periodStartedAt, periodEndsAt } =
    subscription
  const includedMicros = isBeforeFirstPayment(subscription)
    ? terms.trialAllowanceMicros
    : Math.floor(paidSeats(subscription) * (planByKey(planKey ?? '')?.monthlyAllowanceMicros ?? 0))
  const found = { planKey, seats, includedMicros, afterwards: 'stopped' as const }
  const until = (standing: Standing, endsAt: Date | null) => ({
    ...found,
    standing,
    endsAt,
    removalAt: endsAt && later(endsAt, terms.keptAfterPayingDays),
  })
  if (status === 'past_due' || status === 'unpaid')
    return until('past_due', later(pastDueSince ?? periodStartedAt ?? new Date(0), terms.graceDays))
  if (holds.has(status)) return until('paying', cancelsAt)
  return until('stopped', endedAt ?? periodEndsAt ?? new Date(0))
}

/** A seat of a part of the period counts in part: nobody has a month's model use of a seat that was taken for a day. */
function paidSeats({ seats, amountCents, paidCents }: SubscriptionFacts): number {
  return paidCents === null || amountCents === 0 ? seats : (seats * paidCents) / amountCents
}

/** Nobody spends what a plan includes on the promise to pay: not before the first invoice, and not while that one is open. */
function isBeforeFirstPayment({ status, trialEndsAt, periodStartedAt }: SubscriptionFacts): boolean {
  if (status === 'trialing') return true
  const isFirstPeriod = trialEndsAt !== null && periodStartedAt !== null && periodStartedAt <= trialEndsAt
  return status !== 'active' && isFirstPeriod
}

function termsWithout({ foundedAt, planKey, trialEndsAt, chatViews }: BillingFacts): Terms {
  const plan = planByKey(planKey ?? '')
  const seats = plan?.trialEmployees ?? 1
  if (trialEndsAt)
    return {
      standing: 'trial',
      afterwards: 'trial_over',
      planKey,
      seats,
      endsAt: trialEndsAt,
      removalAt: later(trialEndsAt, terms.keptAfterTrialDays),
      includedMicros: terms.trialAllowanceMicros,
    }
  const endsAt = later(foundedAt, terms.lookingDays)
  return {
    standing: chatViews > terms.freeChatViews ? 'looked' : 'looking',
    afterwards: 'looked',
    planKey,
    seats,
    endsAt,
    removalAt: later(endsAt, terms.keptAfterTrialDays),
    includedMicros: terms.lookingAllowanceMicros,
  }
}

const atWork: ReadonlySet<Standing> = new Set(['looking', 'trial', 'paying', 'past_due'])

/** Pure: what a company with `employees` people at work may do at this moment. */
export function entitlementOf(facts: BillingFacts, employees: number, now: Date): Entitlement {
  const { standing: first, afterwards, planKey, seats, endsAt, removalAt } = termsOf(facts)
  const standing = endsAt && endsAt <= now ? afterwards : first
  return {
    standing,
    mayRun: atWork.has(standing),
    planKey,
    maxEmployees: seats,
    maxMembers: planByKey(planKey ?? '')?.maxMembers ?? 1,
    employees,
    trialEndsAt: facts.trialEndsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    removalAt: removalAt?.toISOString() ?? null,
    freeChatViewsLeft: planKey ? null : Math.max(0, terms.freeChatViews - facts.chatViews),
  }
}

/** What stands in the company's columns, so that fast statements need not know the rules. */
export function standingColumns(facts: BillingFacts): {
  /** Null: as it is. */
  planKey: string | null
  entitledUntil: Date | null
  removalAt: Date | null
  includedMicros: number
} {
  const { standing, planKey, endsAt, removalAt, includedMicros } = termsOf(facts)
  return {
    planKey,
    entitledUntil: atWork.has(standing) ? (endsAt ?? openEnd) : null,
    removalAt,
    includedMicros,
  }
}

/** "No end in sight" in a column that is compared with now. */
const openEnd = new Date('9999-12-31T00:00:00Z')

function later(from: Date, days: number): Date {
  return new Date(from.getTime() + days * dayMs)
}
