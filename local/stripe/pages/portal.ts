/** The customer portal: the card, the end of the subscription and its return, the invoices. */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { addCard, behaviourOf } from '../engine/cards.ts'
import { differences, emit } from '../engine/events.ts'
import { changeSubscription } from '../engine/subscription.ts'
import type { Customer, Invoice, PortalSession, Subscription } from '../types.ts'
import { nowOf, type World } from '../world.ts'
import { cardFields, nothingTyped, practiceCardList, type Typed, typedIn, wrongWith } from './card-fields.ts'
import { day, money, type Piece, page } from './frame.ts'

type Visit = { session: PortalSession; customer: Customer; subscription: Subscription | undefined }

export function portalPages(world: World): Hono {
  const web = new Hono()
  const show = (c: Context, visit: Visit, typed: Typed, wrong?: string) =>
    c.html(page('Your subscription', portalPage(world, visit, typed, wrong)), wrong ? 402 : 200)
  const act = (path: string, work: (visit: Visit, form: Record<string, unknown>) => string | undefined) =>
    web.post(`/:id/${path}`, async (c) => {
      const form = await c.req.parseBody()
      const visit = visitOf(world, c)
      if (!visit) return notHere(c)
      const wrong = world.store.transact(() => work(visit, form))
      return wrong ? show(c, visit, typedIn(form), wrong) : c.redirect(`/portal/${visit.session.id}`, 303)
    })
  web.get('/:id', (c) => {
    const visit = visitOf(world, c)
    return visit ? show(c, visit, nothingTyped) : notHere(c)
  })
  act('cancel', (visit) => cancelAtPeriodEnd(world, visit))
  act('resume', (visit) => resume(world, visit))
  act('card', (visit, form) => changeCard(world, visit, typedIn(form)))
  return web
}

const notHere = (c: Context) => c.html(page('Not here', html`<h1>There is no such page</h1>`), 404)

function visitOf({ store }: World, c: Context): Visit | undefined {
  const session = store.find('portal_session', c.req.param('id') ?? '')
  const customer = session && store.find('customer', session.customer)
  if (!customer) return undefined
  const theirs = store
    .all('subscription')
    .filter((one) => one.customer === customer.id)
    .reverse()
  const subscription = theirs.find(({ status }) => status !== 'canceled' && !status.startsWith('incomplete'))
  return { session, customer, subscription }
}

/** As Stripe's portal does it for subscriptions of the flexible billing mode: a moment, not the flag. */
function cancelAtPeriodEnd(world: World, { subscription }: Visit): undefined {
  if (!subscription) return
  const at = nowOf(world, subscription.customer)
  const until = Math.min(...subscription.items.data.map((item) => item.current_period_end))
  const reason = {
    comment: null,
    feedback: null,
    feedback_option: null,
    reason: 'cancellation_requested' as const,
  }
  changeSubscription(
    world,
    subscription.id,
    { cancel_at: until, canceled_at: at, cancellation_details: reason },
    at,
  )
}

function resume(world: World, { subscription }: Visit): undefined {
  if (!subscription) return
  const at = nowOf(world, subscription.customer)
  const kept = { cancel_at: null, cancel_at_period_end: false, canceled_at: null }
  const reason = { comment: null, feedback: null, feedback_option: null, reason: null }
  changeSubscription(world, subscription.id, { ...kept, cancellation_details: reason }, at)
}

/** The new card pays from now on: of the customer, and of the subscription that had one of its own. */
function changeCard(world: World, { customer, subscription }: Visit, typed: Typed): string | undefined {
  const wrong = wrongWith(typed)
  if (wrong) return wrong
  if (behaviourOf(typed.number) === 'declines') return 'Your card was declined. Please try a different card.'
  const at = nowOf(world, customer.id)
  const method = addCard(world, customer.id, typed, at)
  const settings = { ...customer.invoice_settings, default_payment_method: method.id }
  const changed = { ...customer, invoice_settings: settings }
  world.store.put('customer', changed)
  emit(world, 'customer.updated', changed, at, differences(customer, changed))
  if (subscription) changeSubscription(world, subscription.id, { default_payment_method: method.id }, at)
  return undefined
}

function portalPage(
  world: World,
  { session, customer, subscription }: Visit,
  typed: Typed,
  wrong?: string,
): Piece {
  const invoices = world.store
    .all('invoice')
    .filter((one) => one.customer === customer.id)
    .reverse()
  return html`${session.return_url ? html`<p><a href="${session.return_url}">Back to Deskhand</a></p>` : ''}
${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : ''}
<div class="two"><section><h1>Your subscription</h1>${subscription ? subscriptionPart(world, session, subscription) : html`<p class="muted">There is none.</p>`}
<h2>Invoices</h2>${invoices.length > 0 ? invoiceTable(invoices) : html`<p class="muted">None yet.</p>`}</section>
<section><h1>Card</h1>${cardPart(world, customer, subscription)}
<form method="post" action="/portal/${session.id}/card">${cardFields(typed)}
<label>Name on the card<input name="name" value="${typed.name}" required></label><button class="quiet">Change the card</button></form>${practiceCardList()}</section></div>`
}

function subscriptionPart({ store }: World, session: PortalSession, subscription: Subscription): Piece {
  const [item] = subscription.items.data
  const name = item && store.find('product', item.price.product)?.name
  const act = (path: string, words: string) =>
    html`<form method="post" action="/portal/${session.id}/${path}"><button class="quiet">${words}</button></form>`
  const end = subscription.cancel_at
  return html`<p class="total">${money((item?.price.unit_amount ?? 0) * (item?.quantity ?? 0), subscription.currency)} <small>a month</small></p>
<dl><dt>${name}</dt><dd>× ${item?.quantity}</dd><dt>Status</dt><dd>${subscription.status.replace('_', ' ')}</dd>
<dt>${end ? 'Ends' : 'Renews'}</dt><dd>${day(end ?? item?.current_period_end ?? 0)}</dd></dl>
${end ? act('resume', 'Keep the subscription') : act('cancel', 'Cancel at the end of the period')}`
}

function cardPart({ store }: World, customer: Customer, subscription: Subscription | undefined): Piece {
  const id = subscription?.default_payment_method ?? customer.invoice_settings.default_payment_method
  const method = id ? store.find('payment_method', id) : undefined
  if (!method) return html`<p class="muted">No card yet.</p>`
  const { brand, last4, exp_month: month, exp_year: year } = method.card
  return html`<p>${brand} <span class="mono">···· ${last4}</span> <small>until ${month}/${year}</small></p>`
}

function invoiceTable(invoices: Invoice[]): Piece {
  const rows = invoices.map(
    (
      invoice,
    ) => html`<tr><td>${day(invoice.created)}</td><td><a class="mono" href="${invoice.hosted_invoice_url}">${invoice.number}</a></td>
<td>${invoice.status}</td><td class="n">${money(invoice.amount_due, invoice.currency)}</td></tr>`,
  )
  return html`<div class="scroll"><table><tr><th>Date</th><th>Number</th><th>Status</th><th class="n">Amount</th></tr>${rows}</table></div>`
}
