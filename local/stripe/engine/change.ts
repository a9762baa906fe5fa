/** Changes of a running subscription: price and quantity with proration, its trial, its end; and the preview of what they would cost. */
import { Refusal } from '../api/refusal.ts'
import type { Invoice, Item, Line, Price, Status, Subscription } from '../types.ts'
import { newId, type World } from '../world.ts'
import { renew, takePendingLines } from './due.ts'
import { makeInvoice, previewInvoice } from './invoice.ts'
import { periodLines, prorationLines } from './lines.ts'
import { askCard, cardOf, type Outcome, payInvoice } from './payment.ts'
import { hold } from './pending.ts'
import { periodEnd } from './periods.ts'
import { changeSubscription, endSubscription, newItem, planOf } from './subscription.ts'

export interface ItemChange {
  id?: string | undefined
  price?: Price | undefined
  quantity?: number | undefined
  deleted?: boolean | undefined
}
type Proration = 'create_prorations' | 'always_invoice' | 'none'

export interface Change {
  items: ItemChange[]
  proration: Proration
  at: number
  /** When proration counts from. */
  prorateFrom: number
  whenUnpaid: 'allow_incomplete' | 'error_if_incomplete' | 'pending_if_incomplete'
  /** What needs no invoice. */
  fields: Partial<Subscription>
}

export function change(world: World, subscription: Subscription, wanted: Change): void {
  const { at, proration, prorateFrom } = wanted
  const items = changedItems({ ...subscription, ...wanted.fields }, wanted.items, at)
  const owed = proration === 'none' ? [] : proratedLines(world, subscription, items, prorateFrom)
  const isNow = proration === 'always_invoice' && owed.length > 0
  const asked =
    isNow && wanted.whenUnpaid !== 'allow_incomplete' ? askFirst(world, subscription, owed) : undefined
  if (asked && asked !== 'paid') {
    if (wanted.whenUnpaid === 'error_if_incomplete') throw Refusal.declined(asked)
    hold(world, subscription, { items, lines: owed, at, outcome: asked })
    return
  }
  const changed = changeSubscription(
    world,
    subscription.id,
    { ...wanted.fields, items: { ...subscription.items, data: items } },
    at,
  )
  for (const line of owed)
    world.store.put('pending_line', { id: newId('ii'), subscription: subscription.id, line })
  if (!isNow) return
  const lines = takePendingLines(world, subscription.id)
  const invoice = makeInvoice(world, { subscription: changed, lines, reason: 'subscription_update', at })
  payInvoice(world, invoice, { at, present: true, ...(asked && { outcome: asked }) })
}

/** The trial ends now: the first paid period begins. */
export function endTrial(world: World, subscription: Subscription, at: number): void {
  renew(world, { ...subscription, trial_end: at }, at)
}

export function cancelNow(
  world: World,
  subscription: Subscription,
  { at, prorate, invoiceNow }: { at: number; prorate: boolean; invoiceNow: boolean },
): Subscription {
  const { id, items } = subscription
  if (prorate && isPrepaid(subscription.status))
    for (const item of items.data)
      for (const line of prorationLines(world, subscription, item, null, at))
        world.store.put('pending_line', { id: newId('ii'), subscription: id, line })
  const lines = invoiceNow ? takePendingLines(world, id) : []
  if (lines.length > 0) {
    const invoice = makeInvoice(world, { subscription, lines, reason: 'subscription_update', at })
    payInvoice(world, invoice, { at, present: false })
  }
  return endSubscription(world, id, at, 'cancellation_requested')
}

/** What a change would be billed: with `always_invoice` at once, else with the next period. */
export function previewChange(
  world: World,
  subscription: Subscription,
  wanted: Pick<Change, 'items' | 'proration' | 'at' | 'prorateFrom'>,
): Invoice {
  const items = changedItems(subscription, wanted.items, wanted.at)
  const owed =
    wanted.proration === 'none' ? [] : proratedLines(world, subscription, items, wanted.prorateFrom)
  const waiting = world.store
    .all('pending_line')
    .filter((pending) => pending.subscription === subscription.id)
    .map(({ line }) => line)
  const [first] = items
  const start = first?.current_period_end ?? wanted.at
  const isNow = wanted.proration === 'always_invoice' && wanted.items.length > 0
  const changed = { ...subscription, items: { ...subscription.items, data: items } }
  const lines = isNow ? [...waiting, ...owed] : [...waiting, ...owed, ...nextLines(world, changed, start)]
  const at = isNow ? wanted.at : start
  return previewInvoice(world, { subscription: changed, lines, reason: 'upcoming', at })
}

function nextLines(world: World, subscription: Subscription, start: number): Line[] {
  if (subscription.cancel_at && subscription.cancel_at <= start) return []
  const recurring = subscription.items.data[0]?.price.recurring
  const anchor = subscription.status === 'trialing' ? start : subscription.billing_cycle_anchor
  return periodLines(world, subscription, {
    start,
    end: recurring ? periodEnd(anchor, start, recurring) : start,
  })
}

function changedItems(subscription: Subscription, wanted: ItemChange[], at: number): Item[] {
  const items = new Map(subscription.items.data.map((item) => [item.id, item]))
  for (const { id, price, quantity, deleted } of wanted) {
    const before = id === undefined ? undefined : items.get(id)
    if (id !== undefined && !before) throw Refusal.missing('subscription item', id, 'items[0][id]')
    if (before && deleted) items.delete(before.id)
    else if (before) items.set(before.id, changedItem(before, price, quantity))
    else if (price) {
      const added = addedItem(subscription, price, quantity ?? 1, at)
      items.set(added.id, added)
    } else throw Refusal.parameterMissing('items[0][price]')
  }
  if (items.size === 0) throw Refusal.invalid('A subscription must have at least one active plan.', 'items')
  return [...items.values()]
}

function changedItem(before: Item, price: Price | undefined, quantity: number | undefined): Item {
  const next = price ?? before.price
  return { ...before, price: next, plan: planOf(next), quantity: quantity ?? before.quantity }
}

function addedItem(subscription: Subscription, price: Price, quantity: number, at: number): Item {
  const known = subscription.items.data.find((item) => item.price.id === price.id)
  if (known)
    throw Refusal.invalid(`Cannot add multiple subscription items with the same plan: ${price.id}`, 'items')
  const [first] = subscription.items.data
  const period = { start: first?.current_period_start ?? at, end: first?.current_period_end ?? at }
  return newItem(subscription.id, { price, quantity, at }, period)
}

const isPrepaid = (status: Status) => status === 'active' || status === 'past_due'

function proratedLines(world: World, subscription: Subscription, items: Item[], from: number): Line[] {
  // Nothing was paid for the period of a trial.
  if (!isPrepaid(subscription.status)) return []
  const before = new Map(subscription.items.data.map((item) => [item.id, item]))
  const changed = items.flatMap((item) => {
    const was = before.get(item.id)
    if (!was) return prorationLines(world, subscription, { ...item, quantity: 0 }, item, from).slice(1)
    const isSame = was.price.id === item.price.id && was.quantity === item.quantity
    return isSame ? [] : prorationLines(world, subscription, was, item, from)
  })
  const kept = new Set(items.map(({ id }) => id))
  const removed = subscription.items.data.filter(({ id }) => !kept.has(id))
  return [...changed, ...removed.flatMap((item) => prorationLines(world, subscription, item, null, from))]
}

/** Before anything is changed; what has been asked is not asked again. */
function askFirst(world: World, subscription: Subscription, lines: Line[]): Outcome | undefined {
  const due = previewInvoice(world, { subscription, lines, reason: 'upcoming', at: 0 }).amount_due
  return due === 0 ? undefined : askCard(world, cardOf(world, subscription), true)
}
