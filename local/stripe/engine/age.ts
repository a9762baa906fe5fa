/** Makes a customer older: every time of everything that is theirs moves into the past, then what became due is done. */
import type { TableName, Tables } from '../types.ts'
import { nowOf, secondsOfDay, type World } from '../world.ts'
import { catchUp } from './due.ts'

/** Names of fields that hold a moment, in any of the objects. */
const moments = new Set([
  'created',
  'current_period_start',
  'current_period_end',
  'start',
  'end',
  'trial_start',
  'trial_end',
  'trialEnd',
  'cancel_at',
  'canceled_at',
  'ended_at',
  'start_date',
  'billing_cycle_anchor',
  'expires_at',
  'finalized_at',
  'paid_at',
  'voided_at',
  'marked_uncollectible_at',
  'effective_at',
  'period_start',
  'period_end',
  'next_payment_attempt',
])

export function age(world: World, customer: string, days: number): void {
  const seconds = Math.round(days * secondsOfDay)
  const { store } = world
  const subscriptions = new Set(
    store.all('subscription').flatMap((one) => (one.customer === customer ? [one.id] : [])),
  )
  const sessions = new Set(store.all('session').flatMap((one) => (one.customer === customer ? [one.id] : [])))
  const invoices = new Set(store.all('invoice').flatMap((one) => (one.customer === customer ? [one.id] : [])))
  move(world, 'customer', seconds, ({ id }) => id === customer)
  for (const table of [
    'subscription',
    'invoice',
    'session',
    'payment_method',
    'payment_intent',
    'charge',
  ] as const)
    move(world, table, seconds, (row) => row.customer === customer)
  move(world, 'invoice_payment', seconds, (row) => invoices.has(row.invoice))
  move(world, 'pending_line', seconds, (row) => subscriptions.has(row.subscription))
  move(world, 'trial_warning', seconds, ({ id }) => subscriptions.has(id))
  move(world, 'wish', seconds, ({ id }) => sessions.has(id))
  for (const { id } of store.all('subscription').filter((one) => one.customer === customer))
    reanchor(world, id)
  catchUp(world, customer, nowOf(world, customer))
}

/** Months differ in length: moved by days, an anchor no longer meets the ends of its periods. */
function reanchor({ store }: World, id: string): void {
  const subscription = store.find('subscription', id)
  const end = subscription?.items.data[0]?.current_period_end
  if (subscription && end !== undefined)
    store.put('subscription', { ...subscription, billing_cycle_anchor: end })
}

function move<Name extends TableName>(
  { store }: World,
  table: Name,
  seconds: number,
  isTheirs: (row: Tables[Name]) => boolean,
): void {
  for (const row of store.all(table))
    if (isTheirs(row)) {
      const moved: Tables[Name] = JSON.parse(JSON.stringify(row), (key, value) =>
        // Prices are the shop's, not the customer's; their `created` within an item moves with it, and nobody minds.
        moments.has(key) && typeof value === 'number' ? value - seconds : value,
      )
      store.put(table, moved)
    }
}
