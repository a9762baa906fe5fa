/** The hosted page of an invoice: what it is for, and a way to pay it while it is open. Also its receipt, and a stand-in for its PDF. */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { addCard } from '../engine/cards.ts'
import { askNumber, payInvoice } from '../engine/payment.ts'
import type { Invoice } from '../types.ts'
import { nowOf, type World } from '../world.ts'
import { cardFields, nothingTyped, practiceCardList, type Typed, typedIn, wrongWith } from './card-fields.ts'
import { day, money, type Piece, page } from './frame.ts'

export function invoicePages(world: World): Hono {
  const web = new Hono()
  const show = (c: Context, invoice: Invoice, typed: Typed, wrong?: string) =>
    c.html(page(`Invoice ${invoice.number}`, invoicePage(invoice, typed, wrong)), wrong ? 402 : 200)
  const find = (c: Context) => world.store.find('invoice', c.req.param('id') ?? '')
  web.get('/invoice/:id', (c) => {
    const invoice = find(c)
    return invoice ? show(c, invoice, nothingTyped) : notHere(c)
  })
  web.get('/invoice/:id/pdf', (c) => {
    const invoice = find(c)
    return invoice
      ? c.text(`Invoice ${invoice.number}: ${invoice.total} ${invoice.currency} cents, ${invoice.status}`)
      : notHere(c)
  })
  web.post('/invoice/:id', async (c) => {
    const typed = typedIn(await c.req.parseBody())
    const invoice = find(c)
    if (!invoice) return notHere(c)
    if (invoice.status !== 'open') return c.redirect(`/invoice/${invoice.id}`, 303)
    const wrong = wrongWith(typed) ?? world.store.transact(() => pay(world, invoice, typed))
    return wrong ? show(c, invoice, typed, wrong) : c.redirect(`/invoice/${invoice.id}`, 303)
  })
  web.get('/receipt/:id', (c) => {
    const charge = world.store.find('charge', c.req.param('id'))
    if (!charge) return notHere(c)
    const words = html`<h1>Receipt</h1><p class="total">${money(charge.amount, charge.currency)}</p><p>Paid on ${day(charge.created)}</p>`
    return c.html(page('Receipt', words))
  })
  return web
}

const notHere = (c: Context) => c.html(page('Not here', html`<h1>There is no such invoice</h1>`), 404)

/** What is wrong, or nothing: then it is paid, and the card is the one that pays from now on. A 3-D Secure step is taken as passed. */
function pay(world: World, invoice: Invoice, typed: Typed): string | undefined {
  const at = nowOf(world, invoice.customer)
  if (askNumber(world, typed.number, true) === 'declined')
    return 'Your card was declined. Please try a different card.'
  const method = addCard(world, invoice.customer, typed, at)
  const { subscription: id } = invoice.parent.subscription_details
  const subscription = world.store.find('subscription', id)
  if (subscription) world.store.put('subscription', { ...subscription, default_payment_method: method.id })
  payInvoice(world, invoice, { at, present: true, method: method.id, outcome: 'paid' })
  return undefined
}

function invoicePage(invoice: Invoice, typed: Typed, wrong: string | undefined): Piece {
  const { currency, number, status, lines, total, amount_due: due } = invoice
  const balance = due - total
  return html`<div class="two"><section><h1>Invoice <span class="mono">${number}</span></h1>
<p class="muted">${day(invoice.created)} · ${status === 'paid' ? html`<span class="done">paid</span>` : status}</p>
<p class="total">${money(status === 'paid' ? invoice.amount_paid : due, currency)}</p>
<dl>${lines.data.map((line) => html`<dt>${line.description}</dt><dd>${money(line.amount, currency)}</dd>`)}
${balance !== 0 && status !== 'void' ? html`<dt>From your balance</dt><dd>${money(balance, currency)}</dd>` : ''}
<dt>Total</dt><dd>${money(due, currency)}</dd></dl></section>
<section>${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : ''}${status === 'open' ? payForm(invoice, typed) : html`<p><a href="/invoice/${invoice.id}/pdf">Download</a></p>`}</section></div>`
}

function payForm(invoice: Invoice, typed: Typed): Piece {
  return html`<form method="post" action="/invoice/${invoice.id}">${cardFields(typed)}
<label>Name on the card<input name="name" value="${typed.name}" required></label>
<button>Pay ${money(invoice.amount_due, invoice.currency)}</button></form>${practiceCardList()}`
}
