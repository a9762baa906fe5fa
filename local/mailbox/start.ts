/** The local mailbox: an SMTP server that keeps every mail, and the dev service that shows them. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { mailboxPage } from './page.ts'
import { startSmtp } from './smtp.ts'
import { type MailStore, openMailStore } from './store.ts'

export type Mailbox = { url: string; smtpUrl: string; stop: () => Promise<void> }

export async function startMailbox(options: {
  smtpPort: number
  httpPort: number
  file: string
}): Promise<Mailbox> {
  const store = openMailStore(options.file)
  const smtp = await startSmtp(options.smtpPort, store.add)
  const server = createServer(getRequestListener(routes(store).fetch))
  server.listen(options.httpPort, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${options.httpPort}`,
    smtpUrl: smtp.url,
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await Promise.all([closed, smtp.stop()])
    },
  }
}

function routes(store: MailStore): Hono {
  const web = new Hono()
  // Sign-in links lie here: a page elsewhere whose name was pointed at this machine must not read them.
  web.use(async (c, next) => {
    const { hostname } = new URL(c.req.url)
    return ['127.0.0.1', 'localhost'].includes(hostname) ? next() : c.text('Only on this machine.', 403)
  })
  web.get('/healthz', (c) => c.text('ok'))
  web.get('/mailbox.json', (c) => c.json(store.list(c.req.query('to')), 200, { 'cache-control': 'no-store' }))
  web.get('/mailbox', (c) => {
    const nonce = randomBytes(16).toString('base64')
    return c.html(mailboxPage(store.list(), c.req.query('open'), nonce), 200, {
      'cache-control': 'no-store',
      'content-security-policy': policy(nonce),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
  })
  return web
}

const policy = (nonce: string) =>
  `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'nonce-${nonce}'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
