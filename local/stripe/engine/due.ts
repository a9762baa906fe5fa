/** Time passing: what became due is done one thing after the other, each at its own moment, until nothing is due any more. */
import type { Invoice, Session, Subscription } from '../types.ts'
import { nowOf, type World } from '../world.ts'
import { emit } from './events.ts'
import { makeInvoice, voidInvoice } from './invoice.ts'
import { periodLines } from './lines.ts'
import { cardOf, payInvoice } from './payment.ts'
import { expireHeld } from './pending.ts'
import { periodEnd } from './periods.ts'
import { changeSubscription, endSubscription } from './subscription.ts'
import { trialWarningAt, warnOfTrialEnd } from './trial-warning.ts'

type Due = { customer: string | null; at: number; act: () => void }

const incompleteSeconds = 23 * 60 * 60

/** All customers whose time is the real one. */
export function catchUpAll(world: World): void {
  const now = nowOf(world, null)
  const late = dueOf(world, () => true).filter(({ at }) => at <= now)
  for (const customer of new Set(late.map((due) => due.customer)))
    if (!hasClock(world, customer)) world.store.transact(() => catchUp(world, customer, now))
}

const hasClock = ({ store }: World, customer: string | null) =>
  customer !== null && store.find('customer', customer)?.test_clock !== null

/** `customer` null: what belongs to none. */
export function catchUp(world: World, customer: string | null, until: number): void {
  for (;;) {
    const [next] = dueOf(world, (owner) => owner === customer)
      .filter(({ at }) => at <= until)
      .sort((one, other) => one.at - other.at)
    if (!next) break
    next.act()
  }
}

function dueOf(world: World, isWanted: (customer: string | null) => boolean): Due[] {
  const { store } = world
  const subscriptions = store.all('subscription').filter(({ customer }) => isWanted(customer))
  const invoices = store.all('invoice').filter(({ customer }) => isWanted(customer))
  const sessions = store
    .all('session')
    .filter(({ customer, status }) => status === 'open' && isWanted(customer))
  return [
    ...sessions.map((one) => dueOfSession(world, one)),
    ...subscriptions.flatMap((one) => dueOfSubscription(world, one)),
    ...invoices.flatMap((one) => dueOfInvoice(world, one)),
  ]
}

function dueOfSession(world: World, session: Session): Due {
  const { customer, expires_at: at } = session
  return { customer, at, act: () => void expireSession(world, session, at) }
}

function dueOfSubscription(world: World, subscription: Subscription): Due[] {
  const { id, customer, status, cancel_at: cancelAt, created } = subscription
  if (status === 'canceled' || status === 'incomplete_expired') return []
  if (status === 'incomplete') {
    const at = created + incompleteSeconds
    return [{ customer, at, act: () => expireIncomplete(world, subscription, at) }]
  }
  const end = Math.min(...subscription.items.data.map((item) => item.current_period_end))
  // What ends with its period is not renewed first.
  const next: Due =
    cancelAt && cancelAt <= end
      ? {
          customer,
          at: cancelAt,
          act: () => void endSubscription(world, id, cancelAt, 'cancellation_requested'),
        }
      : { customer, at: end, act: () => renew(world, subscription, end) }
  const held = subscription.pending_update
  if (held) {
    const at = held.expires_at
    return [next, { customer, at, act: () => expireHeld(world, subscription, at) }]
  }
  const warning = trialWarningAt(world, subscription)
  if (warning === undefined) return [next]
  return [{ customer, at: warning, act: () => warnOfTrialEnd(world, subscription, warning) }, next]
}

/** Nobody paid the first invoice: it is void, and the subscription never was. */
function expireIncomplete(world: World, { id, latest_invoice: invoice }: Subscription, at: number): void {
  changeSubscription(world, id, { status: 'incomplete_expired', ended_at: at }, at)
  if (invoice) voidInvoice(world, invoice, at)
}

function dueOfInvoice(world: World, invoice: Invoice): Due[] {
  const { customer, status, next_payment_attempt: at } = invoice
  if (status !== 'open' || at === null) return []
  return [{ customer, at, act: () => void payInvoice(world, invoice, { at, present: false }) }]
}

/** The next period, its invoice, and the attempt to collect it. */
export function renew(world: World, subscription: Subscription, at: number): void {
  const { id, status, trial_settings } = subscription
  const endsWithoutCard = trial_settings.end_behavior.missing_payment_method === 'cancel'
  if (status === 'trialing' && endsWithoutCard && !cardOf(world, subscription)) {
    endSubscription(world, id, at, 'cancellation_requested')
    return
  }
  const renewed = changeSubscription(world, id, nextPeriod(subscription, at), at)
  const owed = takePendingLines(world, id)
  const lines = [...owed, ...periodLines(world, renewed, periodOf(renewed))]
  const invoice = makeInvoice(world, { subscription: renewed, lines, reason: 'subscription_cycle', at })
  if (status !== 'unpaid') payInvoice(world, invoice, { at, present: false })
}

function nextPeriod(subscription: Subscription, at: number): Partial<Subscription> {
  const isTrial = subscription.status === 'trialing'
  const anchor = isTrial ? at : subscription.billing_cycle_anchor
  const data = subscription.items.data.map((item) => ({
    ...item,
    current_period_start: at,
    current_period_end: item.price.recurring ? periodEnd(anchor, at, item.price.recurring) : at,
  }))
  return {
    items: { ...subscription.items, data },
    billing_cycle_anchor: anchor,
    ...(isTrial && { status: 'active' as const, trial_end: Math.min(at, subscription.trial_end ?? at) }),
  }
}

function periodOf({ items }: Subscription): { start: number; end: number } {
  const [first] = items.data
  return { start: first?.current_period_start ?? 0, end: first?.current_period_end ?? 0 }
}

/** What changes in the middle of the period owe, taken off the list. */
export function takePendingLines({ store }: World, subscription: string) {
  const mine = store.all('pending_line').filter((pending) => pending.subscription === subscription)
  for (const { id } of mine) store.remove('pending_line', id)
  return mine.map(({ line }) => line)
}

export function expireSession(world: World, session: Session, at: number): Session {
  const expired: Session = { ...session, status: 'expired', url: null }
  world.store.put('session', expired)
  emit(world, 'checkout.session.expired', expired, at)
  return expired
}
