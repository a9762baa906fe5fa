/** A practice Stripe: the real SDK talks to it over HTTP, people pay on its pages, and it tells the product what happened. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { prices, products } from './api/catalogue.ts'
import { checkoutSessions } from './api/checkout.ts'
import { customers } from './api/customers.ts'
import { unknownEndpoint } from './api/endpoint.ts'
import { events, payments } from './api/events.ts'
import { invoices } from './api/invoices.ts'
import { portal } from './api/portal.ts'
import { subscriptions } from './api/subscriptions.ts'
import { testClocks } from './api/test-clocks.ts'
import { webhookEndpoints } from './api/webhook-endpoints.ts'
import { controls } from './control.ts'
import { catchUpAll } from './engine/due.ts'
import { devPage } from './pages/dev.ts'
import { invoicePages } from './pages/invoice.ts'
import { payPages } from './pages/pay.ts'
import { portalPages } from './pages/portal.ts'
import { openStore } from './store.ts'
import { startDelivering } from './webhooks/deliver.ts'
import type { World } from './world.ts'

export type PracticeStripe = { url: string; stop: () => Promise<void> }

const catchUpEveryMs = 1_000

interface Options {
  port: number
  secretKey: string
  /** Where its state is kept. */
  file: string
  /** Absent: it tells nobody. */
  webhookUrl?: string
  webhookSecret?: string
  /** Absent: all of them. */
  webhookEvents?: readonly string[]
}

export async function startStripe(options: Options): Promise<PracticeStripe> {
  const { port, secretKey, file } = options
  const url = `http://localhost:${port}`
  const store = openStore(file)
  const liveStore = openStore(`${file}.live`)
  const common = { url, request: null }
  const world: World = {
    ...common,
    store,
    secretKey,
    isLive: false,
    otherMode: () => liveStore,
    ownWebhook: webhookOf(options),
  }
  // Of live mode there is the API alone: what a program meets whose installation has gone live.
  const liveKey = secretKey.replace('_test_', '_live_')
  const live: World = {
    ...common,
    store: liveStore,
    secretKey: liveKey,
    isLive: true,
    otherMode: () => store,
    ownWebhook: undefined,
  }
  const [web, liveWeb] = [routes(world), routes(live)]
  const server = createServer(
    getRequestListener((request) =>
      (liveKey !== secretKey && request.headers.get('authorization')?.endsWith(liveKey)
        ? liveWeb
        : web
      ).fetch(request),
    ),
  )
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const deliverer = startDelivering(world)
  const clock = setInterval(() => catchUpAll(world), catchUpEveryMs)
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      clearInterval(clock)
      await deliverer.stop()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function webhookOf({ webhookUrl, webhookSecret = '', webhookEvents = ['*'] }: Options): World['ownWebhook'] {
  if (!webhookUrl) return undefined
  return { id: 'own', url: webhookUrl, secret: webhookSecret, enabled_events: [...webhookEvents] }
}

function routes(world: World): Hono {
  const web = new Hono()
  // Whoever can talk to it can pay with nothing: a page elsewhere whose name was pointed at this machine must not.
  web.use(async (c, next) => {
    const { hostname } = new URL(c.req.url)
    const isHere = ['127.0.0.1', 'localhost'].includes(hostname)
    const isForeign = c.req.method !== 'GET' && c.req.header('sec-fetch-site') === 'cross-site'
    return isHere && !isForeign ? next() : c.text('Only on this machine.', 403)
  })
  web.get('/healthz', (c) => c.text('ok'))
  const api = { world, web }
  for (const part of [customers, products, prices, checkoutSessions, subscriptions, invoices]) part(api)
  for (const part of [portal, testClocks, events, payments, webhookEndpoints]) part(api)
  web.route('/pay', payPages(world))
  web.route('/portal', portalPages(world))
  web.route('/', invoicePages(world))
  controls(web, world)
  web.get('/', (c) => c.html(devPage(world)))
  web.notFound((c) => unknownEndpoint(world, c))
  return web
}
