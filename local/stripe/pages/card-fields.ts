/** The fields of a card, as they are asked for when paying and when changing the card; and what was typed into them. */
import { html } from 'hono/html'
import { isCardNumber } from '../engine/cards.ts'
import type { Piece } from './frame.ts'

export type Typed = { number: string; expiry: string; cvc: string; name: string; email: string }

export const nothingTyped: Typed = { number: '', expiry: '', cvc: '', name: '', email: '' }

export function typedIn(form: Record<string, unknown>): Typed {
  const text = (name: string) => {
    const value = form[name]
    return typeof value === 'string' ? value.trim().slice(0, 256) : ''
  }
  return {
    number: text('number').replaceAll(/[\s-]/g, ''),
    expiry: text('expiry'),
    cvc: text('cvc'),
    name: text('name'),
    email: text('email'),
  }
}

/** What is wrong with it, in the words of Stripe's page. */
export function wrongWith({ number, expiry, cvc }: Typed): string | undefined {
  if (!isCardNumber(number)) return 'Your card number is invalid.'
  const [, month = '', year = ''] = /^(\d{1,2})\s*\/\s*(\d{2})$/.exec(expiry) ?? []
  const isMonth = Number(month) >= 1 && Number(month) <= 12
  if (!isMonth) return "Your card's expiration date is incomplete."
  if (new Date(Date.UTC(2000 + Number(year), Number(month), 1)) <= new Date())
    return "Your card's expiration year is in the past."
  if (!/^\d{3,4}$/.test(cvc)) return "Your card's security code is incomplete."
  return undefined
}

const practiceCards = [
  ['4242 4242 4242 4242', 'pays'],
  ['4000 0000 0000 0002', 'is declined'],
  ['4000 0025 0000 3155', 'asks for a 3-D Secure step'],
  ['4000 0000 0000 0341', 'pays now and fails at the next renewal'],
] as const

export function cardFields({ number, expiry, cvc }: Typed): Piece {
  return html`<label>Card number<input name="number" inputmode="numeric" autocomplete="off" value="${number}" placeholder="4242 4242 4242 4242" required></label>
<div class="pair"><label>Expiry<input name="expiry" inputmode="numeric" autocomplete="off" value="${expiry}" placeholder="MM / YY" required></label>
<label>Security code<input name="cvc" inputmode="numeric" autocomplete="off" value="${cvc}" placeholder="123" required></label></div>`
}

export const practiceCardList = (): Piece => html`<details><summary>Cards to practise with</summary>
<dl>${practiceCards.map(([number, what]) => html`<dt>${what}</dt><dd class="mono">${number}</dd>`)}</dl>
<small>Any expiry date to come and any security code. Every other well-formed number pays, and is a card of its own.</small></details>`
