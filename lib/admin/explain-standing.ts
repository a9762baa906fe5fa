// Why a company may do what it may do, in sentences for an operator. Pure.
import { planByKey, terms } from '#lib/billing/plans.ts'
import type { Entitlement, Standing } from '#lib/wire/me.ts'

export interface StandingFacts {
  entitlement: Entitlement
  suspendedReason: string | null
  subscription: {
    status: string
    seats: number
    pastDueSince: Date | null
    cancelsAt: Date | null
    endedAt: Date | null
  } | null
  chatViews: number
  /** A customer at Stripe, who is not asked. */
  isUnread: boolean
}

const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})
const at = (moment: string | Date | null) =>
  moment ? `${days.format(new Date(moment))} UTC` : 'an unknown time'

/** First why, then until when, then what happens next. */
export function explainStanding(facts: StandingFacts): string[] {
  const { entitlement } = facts
  const seats = `${entitlement.maxEmployees} ${entitlement.maxEmployees === 1 ? 'seat' : 'seats'}, ${entitlement.employees} taken.`
  const removal = facts.isUnread
    ? 'Stripe is not asked here (STRIPE_SECRET_KEY is not set), so they stay as they are: no home is removed.'
    : entitlement.removalAt
      ? entitlement.mayRun
        ? `Unless something happens, homes are removed on ${at(entitlement.removalAt)}.`
        : `Homes are removed on ${at(entitlement.removalAt)}.`
      : ''
  return [reasons[entitlement.standing](facts), seats, removal].filter((sentence) => sentence !== '')
}

const reasons: Readonly<Record<Standing, (facts: StandingFacts) => string>> = {
  looking: ({ entitlement, chatViews }) =>
    `No plan was chosen. They look around until ${at(entitlement.endsAt)}: the chat was opened ${chatViews} of ${terms.freeChatViews} times.`,
  looked: ({ chatViews }) =>
    chatViews > terms.freeChatViews
      ? `No plan was chosen, and the ${terms.freeChatViews} free views of the chat are used up.`
      : `No plan was chosen, and the ${terms.lookingDays} days of looking around are over.`,
  trial: ({ entitlement }) =>
    `A trial of ${planName(entitlement)} runs until ${at(entitlement.endsAt)}. No subscription is known.`,
  trial_over: ({ entitlement }) =>
    `The trial of ${planName(entitlement)} ended on ${at(entitlement.endsAt)} and nobody pays.`,
  paying: ({ entitlement, subscription }) =>
    `Stripe says ${subscription?.status ?? 'nothing'}: ${planName(entitlement)} for ${subscription?.seats ?? 0}. ${
      subscription?.cancelsAt
        ? `It was cancelled and ends on ${at(subscription.cancelsAt)}.`
        : 'No end in sight.'
    }`,
  past_due: ({ entitlement, subscription }) =>
    `A payment is missing since ${at(subscription?.pastDueSince ?? null)}. Employees work on for ${terms.graceDays} days, until ${at(entitlement.endsAt)}.`,
  stopped: ({ entitlement, subscription }) =>
    subscription?.endedAt
      ? `The subscription ended on ${at(subscription.endedAt)}.`
      : `Stripe says ${subscription?.status ?? 'nothing'}, and the time to work on was over on ${at(entitlement.endsAt)}.`,
  suspended: ({ suspendedReason }) =>
    `Suspended by an operator: “${suspendedReason ?? ''}”. Nothing is removed meanwhile.`,
}

function planName({ planKey }: Entitlement): string {
  return planByKey(planKey ?? '')?.name ?? planKey ?? 'no plan'
}
