/** A small shop for employees to practise on, because the local stack needs no internet: pages to read, forms to fill in. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { goods } from './goods.ts'
import { journal } from './journal.ts'
import { type Order, takeOrder } from './order.ts'
import { type Piece, page } from './page.ts'
import { accountPage, goodPage, isColumn, orderPage, shopPage, signInPage, stockPage } from './pages.ts'

export type PracticeWebsite = { stop: () => Promise<void> }

const password = 'paper'
const mostOrders = 500
const mostBytes = 64 * 1024

/** `hosts`: where desks come from. Containers reach this machine by another address than it reaches itself. */
export async function startPracticeWebsite(options: {
  port: number
  hosts?: string[]
}): Promise<PracticeWebsite> {
  const listener = getRequestListener(routes().fetch)
  const servers: Server[] = []
  for (const host of options.hosts ?? ['127.0.0.1']) {
    const server = createServer(listener).listen(options.port, host)
    await once(server, 'listening')
    servers.push(server)
  }
  return { stop: async () => void (await Promise.all(servers.map(close))) }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

function routes(): Hono {
  const orders: Order[] = []
  const web = new Hono()
  web.use(async (c, next) => {
    const isTooLong = Number(c.req.header('content-length') ?? 0) > mostBytes
    return isTooLong ? c.text('That is too much.', 413) : next()
  })
  web.get('/', (c) => show(c, 'Shop', shopPage()))
  web.get('/stock', (c) => {
    const by = c.req.query('by')
    return show(c, 'Stock list', stockPage(isColumn(by) ? by : 'name'))
  })
  web.get('/journal', (c) => show(c, 'Journal', journal))
  web.get('/goods/:slug', (c) => {
    const good = goods.find(({ slug }) => slug === c.req.param('slug'))
    return good ? show(c, good.name, goodPage(good)) : nothingHere(c)
  })
  web.get('/orders/:number', (c) => {
    const order = orders.find(({ number }) => number === c.req.param('number'))
    return order ? show(c, 'Thank you', orderPage(order)) : nothingHere(c)
  })
  web.post('/orders', async (c) => {
    const taken = takeOrder(`QH-${1001 + orders.length}`, await c.req.parseBody())
    if ('wrong' in taken)
      return taken.good ? show(c, taken.good.name, goodPage(taken.good, taken.wrong), 422) : nothingHere(c)
    if (orders.length >= mostOrders) return c.text('The shop is sold out. Start it again.', 503)
    orders.push(taken.order)
    return c.redirect(`/orders/${taken.order.number}`, 303)
  })
  signingIn(web, orders)
  web.notFound(nothingHere)
  return web
}

function signingIn(web: Hono, orders: Order[]): void {
  web.get('/sign-in', (c) => show(c, 'Sign in', signInPage()))
  web.post('/sign-in', async (c) => {
    const { name, password: given } = await c.req.parseBody()
    if (typeof name !== 'string' || given !== password)
      return show(c, 'Sign in', signInPage('That is not the password.'), 401)
    setCookie(c, 'customer', name.trim().slice(0, 80), { httpOnly: true, sameSite: 'Lax' })
    return c.redirect('/account', 303)
  })
  web.get('/account', (c) => {
    const name = getCookie(c, 'customer')
    if (!name) return c.redirect('/sign-in', 303)
    const theirs = orders.filter((order) => order.name === name)
    return show(c, 'Your orders', accountPage(name, theirs))
  })
}

const show = (c: Context, title: string, content: Piece, status: 200 | 401 | 404 | 422 = 200) =>
  c.html(page(title, c.req.path, content), status)

const nothingHere = (c: Context) =>
  show(c, 'Not here', html`<h1>There is nothing here</h1><p><a href="/">Back to the shop</a></p>`, 404)
