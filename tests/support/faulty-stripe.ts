// Stands between us and the practice Stripe and answers otherwise when told to.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type Stripe from 'stripe'
import { openStripe } from '#lib/stripe/open-stripe.ts'
import { freePort } from './free-port.ts'
import { type PracticeAccount, practiceKey } from './stripe-account.ts'

/** What is answered instead; undefined passes the request on. */
type Fault = (path: string) => { status: number; body: object } | 'hang up' | undefined

export interface FaultyStripe {
  stripe: Stripe
  fail: (fault: Fault) => void
  stop: () => Promise<void>
}

export async function openFaultyStripe({ apiUrl }: PracticeAccount): Promise<FaultyStripe> {
  let fault: Fault = () => undefined
  const server = createServer((request, response) => void answer(request, response))
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const instead = fault(request.url ?? '')
    if (instead === 'hang up') return void request.socket.destroy()
    if (instead) {
      response.writeHead(instead.status, { 'content-type': 'application/json' })
      return void response.end(JSON.stringify(instead.body))
    }
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const { authorization = '', 'content-type': type = 'text/plain' } = request.headers
    const method = request.method ?? 'GET'
    const passed = await fetch(new URL(request.url ?? '', apiUrl), {
      method,
      headers: { authorization, 'content-type': type },
      ...(method === 'GET' ? {} : { body: new Uint8Array(Buffer.concat(parts)) }),
    })
    response.writeHead(passed.status, { 'content-type': 'application/json' }).end(await passed.text())
  }
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    stripe: openStripe({ secretKey: practiceKey, apiUrl: `http://127.0.0.1:${port}` }),
    fail: (next) => {
      fault = next
    },
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
