/** What stands on the pages of the practice shop. */
import { html } from 'hono/html'
import { drawingOf } from './drawings.ts'
import { type Good, goods, price } from './goods.ts'
import type { Order } from './order.ts'
import type { Piece } from './page.ts'

export const shopPage = (): Piece => html`<h1>Things to write with, and on</h1>
<p class="soft">Six things, made to be used up. Everything leaves the harbour on the day you ask for it.</p>
<ul class="goods">${goods.map(
  (good) => html`<li><a href="/goods/${good.slug}">${drawingOf(good)}<strong>${good.name}</strong>
<small>${good.line}</small><br><span class="price">${price(good.priceCents)}</span></a></li>`,
)}</ul>`

export const goodPage = (
  good: Good,
  wrong?: string,
): Piece => html`<div class="two"><div>${drawingOf(good)}</div><div>
<h1>${good.name}</h1><p class="price">${price(good.priceCents)}</p><p>${good.about}</p>
<small>${good.inStock} on shelf ${good.shelf}</small>
${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : ''}
<form method="post" action="/orders"><input type="hidden" name="good" value="${good.slug}">
<label>Colour<select name="colour">${good.colours.map((colour) => html`<option>${colour}</option>`)}</select></label>
<label>How many<input name="quantity" type="number" min="1" max="20" value="1" required></label>
<label>Your name<input name="name" autocomplete="name" required></label>
<label>Mail address<input name="mail" type="email" autocomplete="email" required></label>
<label>A note for the card<textarea name="note" rows="3"></textarea></label>
<label class="row"><input type="checkbox" name="wrapped" value="yes">Wrap it as a gift</label>
<button>Order</button></form></div></div>`

export const orderPage = (order: Order): Piece => html`<div class="slip"><h1>Thank you, ${order.name}</h1>
<p>Order <strong>${order.number}</strong> is noted. A mail goes to ${order.mail}.</p>
<dl><dt>What</dt><dd>${order.quantity} × ${order.good.name}, ${order.colour}</dd>
<dt>Wrapped</dt><dd>${order.isWrapped ? 'as a gift' : 'plainly'}</dd>
${order.note ? html`<dt>Card</dt><dd>${order.note}</dd>` : ''}
<dt>Total</dt><dd class="price">${price(order.quantity * order.good.priceCents)}</dd></dl>
<a href="/">Back to the shop</a></div>`

export const signInPage = (wrong?: string): Piece => html`<div class="slip"><h1>Sign in</h1>
<p class="soft">To see what you ordered. Any name will do; the password of this shop is <code>paper</code>.</p>
${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : ''}
<form method="post" action="/sign-in"><label>Name<input name="name" autocomplete="username" required></label>
<label>Password<input name="password" type="password" autocomplete="current-password" required></label>
<button>Sign in</button></form></div>`

export const accountPage = (name: string, orders: Order[]): Piece => html`<h1>Welcome back, ${name}</h1>
${
  orders.length === 0
    ? html`<p>You have not ordered anything yet. <a href="/">Have a look around.</a></p>`
    : html`<ul>${orders.map(
        ({ number, quantity, good }) =>
          html`<li><a href="/orders/${number}">${number}</a>: ${quantity} × ${good.name}</li>`,
      )}</ul>`
}`

const columns = {
  name: 'Thing',
  shelf: 'Shelf',
  inStock: 'In stock',
  priceCents: 'Price',
} as const
export type Column = keyof typeof columns
export const isColumn = (name: string | undefined): name is Column => name !== undefined && name in columns

export function stockPage(by: Column): Piece {
  const sorted = goods.toSorted((a, b) => (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : 0))
  const heads = Object.entries(columns).map(
    ([key, title]) => html`<th><a href="/stock?by=${key}">${title}</a>${key === by ? ' ▲' : ''}</th>`,
  )
  const rows = sorted.map(
    ({ slug, name, shelf, inStock, priceCents }) =>
      html`<tr><td><a href="/goods/${slug}">${name}</a></td><td>${shelf}</td><td class="n">${inStock}</td><td class="n">${price(priceCents)}</td></tr>`,
  )
  const worth = goods.reduce((sum, { inStock, priceCents }) => sum + inStock * priceCents, 0)
  return html`<h1>Stock list</h1><p class="soft">As counted this morning. A click on a heading sorts.</p>
<div class="scroll"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>
<p><small>All of it together: ${price(worth)}</small></p>`
}
