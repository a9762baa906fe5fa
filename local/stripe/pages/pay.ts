/** The pay page of a checkout session, with its 3-D Secure step. */
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { sessionLines } from '../api/answer.ts'
import { payCheckout, wishOf } from '../engine/checkout.ts'
import type { Session } from '../types.ts'
import type { World } from '../world.ts'
import { cardFields, nothingTyped, practiceCardList, type Typed, typedIn, wrongWith } from './card-fields.ts'
import { day, money, type Piece, page } from './frame.ts'

export function payPages(world: World): Hono {
  const web = new Hono()
  const show = (c: Context, session: Session, typed: Typed, wrong?: string) =>
    c.html(page('Pay', payPage(world, session, typed, wrong)), wrong ? 402 : 200)
  web.get('/:id', (c) => withOpenSession(world, c, (session) => show(c, session, nothingTyped)))
  web.post('/:id', async (c) => {
    const typed = typedIn(await c.req.parseBody())
    return withOpenSession(world, c, (session) => {
      const card = { number: typed.number, name: typed.name, email: emailOf(world, session) ?? typed.email }
      const wrong = wrongWith(typed)
      if (wrong) return show(c, session, typed, wrong)
      const outcome = world.store.transact(() => payCheckout(world, session, card))
      if (outcome === 'asks') return c.redirect(`/pay/${session.id}/confirm`, 303)
      if (outcome !== 'paid')
        return show(c, session, typed, 'Your card was declined. Please try a different card.')
      return c.redirect(successUrl(session), 303)
    })
  })
  web.get('/:id/confirm', (c) =>
    withOpenSession(world, c, (session) => c.html(page('Confirm the payment', confirmPage(session)))),
  )
  web.post('/:id/confirm', async (c) => {
    const { answer } = await c.req.parseBody()
    return withOpenSession(world, c, (session) => {
      const card = wishOf(world, session).cardToConfirm
      if (!card) return c.redirect(`/pay/${session.id}`, 303)
      if (answer !== 'approve')
        return show(
          c,
          session,
          nothingTyped,
          'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
        )
      world.store.transact(() => payCheckout(world, session, card, true))
      return c.redirect(successUrl(session), 303)
    })
  })
  return web
}

function withOpenSession(
  { store }: World,
  c: Context,
  show: (session: Session) => Response | Promise<Response>,
): Response | Promise<Response> {
  const session = store.find('session', c.req.param('id') ?? '')
  if (!session) return c.html(page('Not here', html`<h1>There is no such payment page</h1>`), 404)
  if (session.status === 'open') return show(session)
  const isPaid = session.status === 'complete'
  const words = isPaid
    ? html`<h1>This is paid</h1><p><a href="${successUrl(session)}">Go on</a></p>`
    : html`<h1>This page has expired</h1><p class="muted">Nothing was paid. Go back and start again.</p>${back(session)}`
  return c.html(page(isPaid ? 'Paid' : 'Expired', words), isPaid ? 200 : 410)
}

const successUrl = (session: Session) => session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id)

const back = ({ cancel_url: url }: Session) =>
  url ? html`<p><a href="${url}">Back without paying</a></p>` : ''

const emailOf = ({ store }: World, { customer, customer_email }: Session) =>
  (customer ? store.find('customer', customer)?.email : null) ?? customer_email

function payPage(world: World, session: Session, typed: Typed, wrong: string | undefined): Piece {
  const wish = wishOf(world, session)
  const currency = session.currency ?? 'usd'
  const email = emailOf(world, session)
  const lines = sessionLines(wish, world.store)
  const later = lines.reduce((sum, line) => sum + line.amount_total, 0)
  const trial = wish.trialEnd
    ? html`, from ${day(wish.trialEnd)}`
    : wish.trialDays
      ? html`, after ${wish.trialDays} days`
      : ''
  return html`<div class="two"><section>${back(session)}<h1>Subscribe</h1>
<p class="total">${money(session.amount_total ?? 0, currency)} <small>due today</small></p>
<dl>${lines.map((line) => html`<dt>${line.description} × ${line.quantity}</dt><dd>${money(line.amount_total, currency)}</dd>`)}
<dt>Each month${trial}</dt><dd>${money(later, currency)}</dd></dl></section>
<section>${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : ''}
<form method="post" action="/pay/${session.id}">
${email ? html`<p>${email}</p>` : html`<label>E-mail<input name="email" type="email" value="${typed.email}" required></label>`}
${cardFields(typed)}
<label>Name on the card<input name="name" value="${typed.name}" required></label>
<button>${session.amount_total ? 'Pay and subscribe' : 'Start the subscription'}</button></form>${practiceCardList()}</section></div>`
}

function confirmPage(session: Session): Piece {
  return html`<div class="narrow"><h1>Confirm the payment</h1>
<p class="muted">The bank of this practice card wants to know that it is you.</p>
<form method="post" action="/pay/${session.id}/confirm"><div class="pair">
<button name="answer" value="approve">Approve</button><button class="quiet" name="answer" value="fail">Fail</button></div></form></div>`
}
