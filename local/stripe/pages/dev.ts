/** The page of the switches: what the practice Stripe does with its webhooks and payments, its customers with a way to age them, and what was told. */
import { html } from 'hono/html'
import type { Customer, Delivery, Switches } from '../types.ts'
import { nowOf, switchesOf, type World } from '../world.ts'
import { day, money, type Piece, page } from './frame.ts'

const shownDeliveries = 50
const ages = [1, 3, 7, 32]

export function devPage(world: World): Piece {
  const switches = switchesOf(world)
  const customers = world.store.all('customer').reverse()
  const deliveries = world.store.all('delivery').slice(-shownDeliveries).reverse()
  return page(
    'Switches',
    html`<h1>Switches</h1><p class="muted">What no real Stripe has. Tests use the same ones over HTTP.</p>
<h2>Webhooks</h2>${webhookSwitches(switches)}
<h2>Payments</h2>${paymentSwitches(switches)}
<h2>Customers</h2>${customers.length > 0 ? customerTable(world, customers) : html`<p class="muted">None yet. One appears with the first checkout.</p>`}
<h2>What was told</h2>${deliveries.length > 0 ? deliveryTable(world, deliveries) : html`<p class="muted">Nothing yet.</p>`}`,
  )
}

/** One button that turns one switch. */
const turn = (path: string, name: string, value: string | number, words: string): Piece =>
  html`<form class="row" method="post" action="/_control/${path}"><button class="quiet" name="${name}" value="${String(value)}">${words}</button></form>`

function row(name: string, now: string, choices: Piece[]): Piece {
  return html`<tr><th scope="row">${name}</th><td>${now}</td><td>${choices}</td></tr>`
}

function webhookSwitches({ delayMs, repeat, shuffle, drop, hold }: Switches): Piece {
  const lost = drop === -1 ? 'all of them' : drop === 0 ? 'none' : `the next ${drop}`
  return html`<div class="scroll"><table>
${row('Held back', hold ? 'yes' : 'no', [turn('webhooks', 'hold', String(!hold), hold ? 'Release' : 'Hold')])}
${row('Lost', lost, [turn('webhooks', 'drop', 'false', 'None'), turn('webhooks', 'drop', 1, 'The next'), turn('webhooks', 'drop', 'true', 'All')])}
${row(
  'Told again',
  `${repeat} times more`,
  [0, 1, 5].map((times) => turn('webhooks', 'repeat', times, String(times))),
)}
${row('Out of order', shuffle ? 'yes' : 'no', [turn('webhooks', 'shuffle', String(!shuffle), shuffle ? 'In order' : 'Shuffle')])}
${row(
  'Late',
  `${delayMs / 1000} s`,
  [0, 2_000, 20_000].map((ms) => turn('webhooks', 'delayMs', ms, `${ms / 1000} s`)),
)}</table></div>`
}

function paymentSwitches({ nextPayments, afterRetries }: Switches): Piece {
  const coming = nextPayments.length > 0 ? nextPayments.join(', ') : 'as the card says'
  const cancels = afterRetries === 'cancel'
  return html`<div class="scroll"><table>
${row('Next payments', coming, [turn('next-payment', 'outcome', 'decline', 'Decline the next'), turn('next-payment', 'outcome', 'succeed', 'Let the next succeed')])}
${row('After the last retry', cancels ? 'the subscription is cancelled' : 'it stays unpaid', [
  turn('webhooks', 'afterRetries', cancels ? 'unpaid' : 'cancel', cancels ? 'Leave it unpaid' : 'Cancel'),
])}</table></div>`
}

function customerTable(world: World, customers: Customer[]): Piece {
  return html`<div class="scroll"><table><tr><th>Customer</th><th>Subscription</th><th>Ends or renews</th><th class="n">A month</th><th>Make older by days</th></tr>
${customers.map((customer) => customerRow(world, customer))}</table></div>`
}

function customerRow(world: World, customer: Customer): Piece {
  const { store } = world
  const newest = store.all('subscription').findLast((one) => one.customer === customer.id)
  const [item] = newest?.items.data ?? []
  const older = ages.map(
    (
      days,
    ) => html`<form class="row" method="post" action="/_control/age"><input type="hidden" name="customer" value="${customer.id}">
<button class="quiet" name="days" value="${days}" aria-label="Make ${customer.email ?? customer.id} ${days} days older">${days}</button></form>`,
  )
  return html`<tr><td>${customer.email ?? customer.name}<br><small class="mono">${customer.id}</small></td>
<td>${newest?.status.replace('_', ' ') ?? 'none'}${customer.test_clock ? html`<br><small>clock at ${day(nowOf(world, customer.id))}</small>` : ''}</td>
<td>${newest && item ? day(newest.cancel_at ?? item.current_period_end) : ''}</td>
<td class="n">${item ? money(item.price.unit_amount * item.quantity, item.price.currency) : ''}</td><td>${older}</td></tr>`
}

function deliveryTable({ store }: World, deliveries: Delivery[]): Piece {
  const rows = deliveries.map((delivery) => {
    const event = store.find('event', delivery.event)
    return html`<tr><td>${event?.type}<br><small class="mono">${delivery.event}</small></td><td>${delivery.state.replace('_', ' ')}</td>
<td class="n">${delivery.attempts}</td><td>${delivery.lastAnswer ?? ''}</td>
<td><form class="row" method="post" action="/_control/webhooks/redeliver"><button class="quiet" name="event" value="${delivery.event}" aria-label="Tell ${event?.type} again">Again</button></form></td></tr>`
  })
  return html`<div class="scroll"><table><tr><th>Event</th><th>State</th><th class="n">Attempts</th><th>Answer</th><th></th></tr>${rows}</table></div>`
}
