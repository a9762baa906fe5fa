// The practice Stripe for a test: the real SDK at it, a webhook that notes what it is told, people who pay.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import Stripe from 'stripe'
import { startStripe } from '#local/stripe/start.ts'
import { freePort } from './free-port.ts'
import { makeFolder } from './temporary-folder.ts'

const secretKey = 'sk_test_local_practice'
const webhookSecret = 'whsec_practice'

type Answer = { status: number; location: string | null; text: string }

export interface PracticeStripe {
  stripe: Stripe
  url: string
  /** A customer's events, in the order in which the webhook was told them. */
  toldOf: (customer: string) => Stripe.Event[]
  /** What the webhook answers from now on. */
  answerWith: (status: number) => void
  /** Events that hold this text are noted and answered only when the returned function is called. */
  answerLate: (text: string) => () => void
  control: (path: string, body: object) => Promise<unknown>
  /** Fills in and sends the form of a pay page. */
  pay: (page: string | null, card?: string) => Promise<Answer>
  /** Sends any other form. */
  send: (path: string, form?: Record<string, string>) => Promise<Answer>
  restart: () => Promise<void>
  stop: () => Promise<void>
}

export const filledIn = (number = '4242424242424242') => ({
  number,
  expiry: '12 / 40',
  cvc: '123',
  name: 'Grace Hopper',
  email: 'grace@example.com',
})

export async function practiceStripe(): Promise<PracticeStripe> {
  const folder = await makeFolder('deskhand-stripe-test-')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const stripe = sdkAt(url)
  const webhook = await startWebhook(stripe)
  const file = join(folder.path, 'stripe.jsonl')
  const settings = { port, secretKey, file, webhookUrl: webhook.url, webhookSecret }
  let running = await startStripe(settings)
  const send: PracticeStripe['send'] = async (path, form = {}) => {
    const body = new URLSearchParams(form)
    const answer = await fetch(`${url}${path}`, { method: 'POST', redirect: 'manual', body })
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
  }
  return {
    stripe,
    url,
    toldOf: (customer) => webhook.told.filter(({ data: { object } }) => isAbout(object, customer)),
    answerWith: webhook.answerWith,
    answerLate: webhook.answerLate,
    control: async (path, body) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${url}/_control/${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(await answer.text())
      return answer.json()
    },
    pay: (page, card) => send(new URL(page ?? '').pathname, filledIn(card)),
    send,
    restart: async () => {
      await running.stop()
      running = await startStripe(settings)
    },
    stop: async () => {
      await running.stop()
      await webhook.stop()
      await folder.remove()
    },
  }
}

/** The SDK as the product has it, at another address. */
export function sdkAt(url: string, key = secretKey): Stripe {
  const { hostname, port } = new URL(url)
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })
}

const isAbout = (object: object, customer: string) =>
  ('id' in object && object.id === customer) || ('customer' in object && object.customer === customer)

async function startWebhook(stripe: Stripe) {
  const told: Stripe.Event[] = []
  let status = 200
  let late: { text: string; until: Promise<void> } | undefined
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const signature = request.headers['stripe-signature'] ?? ''
    const body = Buffer.concat(parts)
    if (late && body.includes(late.text)) await late.until
    told.push(stripe.webhooks.constructEvent(body, signature, webhookSecret))
    response.writeHead(status).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The webhook has no port.')
  return {
    told,
    url: `http://127.0.0.1:${address.port}/`,
    answerWith: (next: number) => {
      status = next
    },
    answerLate: (text: string) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      late = { text, until: promise }
      return resolve
    },
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
