import { describe, expect, it } from 'vitest'
import type { Standing } from '#lib/wire/me.ts'
import {
  type BillingFacts,
  currentSubscription,
  entitlementOf,
  type SubscriptionFacts,
  termsOf,
} from './entitlement.ts'
import { planByKey, terms } from './plans.ts'

const dayMs = 24 * 60 * 60 * 1000
const now = new Date('2026-11-21T12:00:00Z')
const days = (from: number) => new Date(now.getTime() + from * dayMs)
/** The moment itself is after the end; a millisecond earlier is before. */
const justAfter = (from: number) => new Date(days(from).getTime() + 1)

const nothing: BillingFacts = {
  foundedAt: now,
  planKey: null,
  trialEndsAt: null,
  suspendedAt: null,
  chatViews: 0,
  subscription: null,
}
const none: SubscriptionFacts = {
  status: 'active',
  planKey: 'studio',
  seats: 2,
  amountCents: 9800,
  paidCents: null,
  cancelsAt: null,
  endedAt: null,
  pastDueSince: null,
  trialEndsAt: null,
  periodStartedAt: days(-10),
  periodEndsAt: days(20),
}
const paid = (facts: Partial<SubscriptionFacts>): Partial<BillingFacts> => ({
  planKey: 'studio',
  subscription: { ...none, ...facts },
})
const trial = (endsAt: Date): Partial<BillingFacts> => ({ planKey: 'studio', trialEndsAt: endsAt })
const { lookingDays, keptAfterTrialDays, keptAfterPayingDays, graceDays, freeChatViews } = terms

type Case = [string, Partial<BillingFacts>, Standing, boolean, Date | null, Date | null]
const looking = [days(lookingDays), days(lookingDays + keptAfterTrialDays)] as const

const cases: Case[] = [
  ['nobody chose a plan', {}, 'looking', true, ...looking],
  ['the last free view was used', { chatViews: freeChatViews }, 'looking', true, ...looking],
  ['one more was asked for', { chatViews: freeChatViews + 1 }, 'looked', false, ...looking],
  ['one looked around for a week', { foundedAt: days(-lookingDays) }, 'looked', false, now, days(7)],
  [
    'a millisecond is left to look around',
    { foundedAt: justAfter(-lookingDays) },
    'looking',
    true,
    justAfter(0),
    justAfter(7),
  ],
  [
    'one paid during the trial and cancelled at once',
    { ...trial(days(3)), ...paid({ status: 'canceled', endedAt: days(-1) }) },
    'trial',
    true,
    days(3),
    days(3 + keptAfterTrialDays),
  ],
  [
    'one paid during the trial and cancelled after it',
    { ...trial(days(-3)), ...paid({ status: 'canceled', endedAt: days(-1) }) },
    'stopped',
    false,
    days(-1),
    days(-1 + keptAfterPayingDays),
  ],
  ['a trial runs', trial(days(3)), 'trial', true, days(3), days(3 + keptAfterTrialDays)],
  ['its last millisecond', trial(justAfter(0)), 'trial', true, justAfter(0), justAfter(keptAfterTrialDays)],
  ['its end', trial(now), 'trial_over', false, now, days(keptAfterTrialDays)],
  ['long after it', trial(days(-90)), 'trial_over', false, days(-90), days(-90 + keptAfterTrialDays)],
  ['a subscription holds', paid({}), 'paying', true, null, null],
  [
    'a subscription begins with days that are left of the trial',
    { ...paid({ status: 'trialing' }), trialEndsAt: days(2) },
    'paying',
    true,
    null,
    null,
  ],
  [
    'a subscription is paid after the trial is over',
    { ...paid({}), trialEndsAt: days(-30) },
    'paying',
    true,
    null,
    null,
  ],
  [
    'it is cancelled for the end of the month',
    paid({ cancelsAt: days(9) }),
    'paying',
    true,
    days(9),
    days(9 + keptAfterPayingDays),
  ],
  [
    'that end is now and Stripe has not said so yet',
    paid({ cancelsAt: now }),
    'stopped',
    false,
    now,
    days(keptAfterPayingDays),
  ],
  [
    'a payment is late',
    paid({ status: 'past_due', pastDueSince: days(-1) }),
    'past_due',
    true,
    days(graceDays - 1),
    days(graceDays - 1 + keptAfterPayingDays),
  ],
  [
    'the last millisecond of grace',
    paid({ status: 'past_due', pastDueSince: justAfter(-graceDays) }),
    'past_due',
    true,
    justAfter(0),
    justAfter(keptAfterPayingDays),
  ],
  [
    'the grace is over',
    paid({ status: 'past_due', pastDueSince: days(-graceDays) }),
    'stopped',
    false,
    now,
    days(keptAfterPayingDays),
  ],
  [
    'Stripe gave up collecting within the grace',
    paid({ status: 'unpaid', pastDueSince: days(-3) }),
    'past_due',
    true,
    days(graceDays - 3),
    days(graceDays - 3 + keptAfterPayingDays),
  ],
  [
    'nobody knows since when it is late',
    paid({ status: 'past_due', periodStartedAt: days(-2) }),
    'past_due',
    true,
    days(graceDays - 2),
    days(graceDays - 2 + keptAfterPayingDays),
  ],
  [
    'it was cancelled at once',
    paid({ status: 'canceled', endedAt: days(-1) }),
    'stopped',
    false,
    days(-1),
    days(keptAfterPayingDays - 1),
  ],
  [
    'it is paused',
    paid({ status: 'paused', periodEndsAt: days(-1) }),
    'stopped',
    false,
    days(-1),
    days(keptAfterPayingDays - 1),
  ],
  ['an operator suspends who pays', { ...paid({}), suspendedAt: days(-1) }, 'suspended', false, null, null],
  [
    'an operator suspends a trial',
    { ...trial(days(3)), suspendedAt: now },
    'suspended',
    false,
    days(3),
    null,
  ],
]

describe('what a company may do', () => {
  it.each(cases)('when %s', (_, facts, standing, mayRun, endsAt, removalAt) => {
    expect(entitlementOf({ ...nothing, ...facts }, 1, now)).toMatchObject({
      standing,
      mayRun,
      endsAt: endsAt?.toISOString() ?? null,
      removalAt: removalAt?.toISOString() ?? null,
    })
  })

  it('has the seats that are paid, those of the trial, or one', () => {
    const seats = (facts: Partial<BillingFacts>) =>
      entitlementOf({ ...nothing, ...facts }, 0, now).maxEmployees
    expect(seats(paid({ seats: 4 }))).toBe(4)
    expect(seats(trial(days(1)))).toBe(3)
    expect(seats({})).toBe(1)
    expect(seats({ ...paid({ seats: 4 }), ...{ trialEndsAt: days(1) } })).toBe(4)
  })

  it('includes model calls of the plan once something was paid, and those of a trial before', () => {
    const included = (facts: Partial<SubscriptionFacts>) =>
      termsOf({ ...nothing, ...paid({ seats: 5, ...facts }) }).includedMicros
    const ofPlan = 5 * (planByKey('studio')?.monthlyAllowanceMicros ?? 0)
    const { trialAllowanceMicros } = terms
    expect(included({})).toBe(ofPlan)
    expect(included({ status: 'trialing', trialEndsAt: days(5) })).toBe(trialAllowanceMicros)
    const unpaid = { status: 'past_due', trialEndsAt: days(-3), periodStartedAt: days(-3) }
    expect(included(unpaid)).toBe(trialAllowanceMicros)
    expect(included({ ...unpaid, status: 'active' })).toBe(ofPlan)
    expect(included({ ...unpaid, trialEndsAt: days(-33) })).toBe(ofPlan)
  })

  it('says how many views of the chat are left, and only without a plan', () => {
    const left = (facts: Partial<BillingFacts>) =>
      entitlementOf({ ...nothing, ...facts }, 0, now).freeChatViewsLeft
    expect([0, 1, 3, 4].map((chatViews) => left({ chatViews }))).toEqual([3, 2, 0, 0])
    expect(left(trial(days(1)))).toBeNull()
  })
})

describe('of several subscriptions', () => {
  const one = (status: string) => ({ ...none, status })
  it.each([
    [['canceled', 'active'], 'active'],
    [['active', 'canceled'], 'active'],
    [['incomplete', 'canceled'], 'canceled'],
    [['canceled', 'past_due'], 'past_due'],
    [['unpaid', 'canceled'], 'unpaid'],
    [['incomplete', 'incomplete_expired'], undefined],
    [[], undefined],
  ])('%j the one counts that is %s', (statuses, counts) => {
    expect(currentSubscription(statuses.map(one))?.status).toBe(counts)
  })
})

describe('the model cost that is included', () => {
  const perSeat = planByKey('studio')?.monthlyAllowanceMicros ?? 0
  const includedFor = (facts: Partial<SubscriptionFacts>) =>
    termsOf({ ...nothing, ...paid(facts) }).includedMicros / perSeat

  it('is a month of each seat where every one was paid whole, or no invoice tells', () => {
    expect(includedFor({ paidCents: 9800 })).toBe(2)
    expect(includedFor({ paidCents: null })).toBe(2)
    expect(includedFor({ amountCents: 0, paidCents: 0 })).toBe(2)
  })

  it('is a part for a seat that was taken for a part of the period', () => {
    expect(includedFor({ paidCents: 4900 + 490 })).toBeCloseTo(1.1)
  })

  it('stays for seats that were paid and given back', () => {
    expect(includedFor({ seats: 1, amountCents: 4900, paidCents: 9800 })).toBe(2)
  })

  it('is nothing where nothing was invoiced for this period', () => {
    expect(includedFor({ paidCents: 0 })).toBe(0)
  })
})
