/** Delivers events to the webhook: signed, for each customer in order unless told otherwise, again and again until they are taken. */
import { createHmac } from 'node:crypto'
import type { Delivery } from '../types.ts'
import { inMode, switchesOf, type Webhook, type World, webhooksOf } from '../world.ts'

export interface Deliverer {
  stop: () => Promise<void>
}

const mostAtOnce = 8
const lookEveryMs = 10
const answerTimeoutMs = 10_000
const firstRetryMs = 1_000
const longestRetryMs = 60_000
/** Then nobody tries any more: about as long as Stripe does. */
const mostAttempts = 3 * 24 * 60

export function startDelivering(world: World): Deliverer {
  const stopped = new AbortController()
  const underWay = new Map<string | null, Promise<void>>()
  const loop = (async () => {
    while (!stopped.signal.aborted) {
      const next = underWay.size < mostAtOnce ? nextDelivery(world, underWay) : undefined
      if (next) {
        const done = deliver(world, next, stopped.signal).finally(() => underWay.delete(next.customer))
        underWay.set(next.customer, done)
      } else await pause(lookEveryMs, stopped.signal)
    }
    await Promise.all(underWay.values())
  })()
  return {
    stop: async () => {
      stopped.abort()
      await loop
    },
  }
}

/** Of each customer one after the other, so that order is kept; and nobody waits for a customer whose event takes long. */
function nextDelivery(world: World, underWay: ReadonlyMap<string | null, unknown>): Delivery | undefined {
  const now = Date.now()
  const due = world.store
    .all('delivery')
    .filter(
      ({ state, nextAttemptMs, customer }) =>
        state === 'waiting' && nextAttemptMs <= now && !underWay.has(customer),
    )
  const place = switchesOf(world).shuffle ? Math.floor(Math.random() * due.length) : 0
  return due[place]
}

async function deliver(world: World, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const { store } = world
  const event = store.find('event', delivery.event)
  const webhook = webhooksOf(world).find(({ id }) => id === delivery.webhook)
  if (!event || !webhook)
    return store.transact(() => store.put('delivery', { ...delivery, state: 'dropped', lastAnswer: 'gone' }))
  const body = inMode(world, event)
  const answered = await post(webhook, body, signal)
  if (!signal.aborted) store.transact(() => note(world, delivery, answered))
}

function note(world: World, delivery: Delivery, answered: { isTaken: boolean; text: string }): void {
  const { store } = world
  const attempts = delivery.attempts + 1
  const wait = Math.min(firstRetryMs * 2 ** delivery.attempts, longestRetryMs)
  const later = attempts >= mostAttempts ? 'given_up' : 'waiting'
  store.put('delivery', {
    ...delivery,
    attempts,
    state: answered.isTaken ? 'delivered' : later,
    nextAttemptMs: Date.now() + wait,
    lastAnswer: answered.text,
  })
  const event = store.find('event', delivery.event)
  if (answered.isTaken && event)
    store.put('event', { ...event, pending_webhooks: Math.max(0, event.pending_webhooks - 1) })
}

function signatureOf(body: string, secret: string): string {
  const timestamp = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return `t=${timestamp},v1=${signature}`
}

async function post(
  { url, secret }: Webhook,
  body: string,
  signal: AbortSignal,
): Promise<{ isTaken: boolean; text: string }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signatureOf(body, secret),
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]),
    })
    await response.body?.cancel()
    return { isTaken: response.ok, text: String(response.status) }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    return { isTaken: false, text: cause instanceof Error ? cause.message : String(cause) }
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
