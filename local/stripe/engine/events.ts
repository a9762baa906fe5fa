/** Every change of an object is told: an event that keeps it as it was at that moment, and its delivery. */
import type { Delivery } from '../types.ts'
import { newId, switchesOf, turnSwitches, type Webhook, type World, webhooksOf } from '../world.ts'

/** Events overtake each other that are no further apart. */
const shuffledWithinMs = 400
const apiVersion = '2026-10-28.endive'

type Subject = { id: string; object: string; customer?: string | null | object }

export function emit(
  world: World,
  type: string,
  object: Subject,
  at: number,
  previous?: Record<string, unknown>,
): void {
  const id = newId('evt')
  const webhooks = webhooksOf(world).filter((one) => wants(one, type))
  const snapshot: unknown = JSON.parse(JSON.stringify(object))
  world.store.put('event', {
    id,
    object: 'event',
    api_version: apiVersion,
    created: at,
    type,
    livemode: false,
    pending_webhooks: webhooks.length,
    request: world.request ?? { id: null, idempotency_key: null },
    data: { object: snapshot, ...(previous && { previous_attributes: previous }) },
  })
  if (webhooks.length > 0) plan(world, webhooks, id, customerOf(object))
}

const wants = ({ enabled_events: events }: Webhook, type: string) =>
  events.includes('*') || events.includes(type)

function customerOf({ id, object, customer }: Subject): string | null {
  if (object === 'customer') return id
  return typeof customer === 'string' ? customer : null
}

function plan(world: World, webhooks: Webhook[], event: string, customer: string | null): void {
  const { repeat, drop, hold, delayMs, shuffle } = switchesOf(world)
  if (drop > 0) turnSwitches(world, { drop: drop - 1 })
  const state: Delivery['state'] = drop !== 0 ? 'dropped' : hold ? 'held' : 'waiting'
  const told = Array.from({ length: repeat + 1 }, () => webhooks).flat()
  for (const { id: webhook } of told)
    world.store.put('delivery', {
      id: newId('del'),
      event,
      webhook,
      customer,
      attempts: 0,
      nextAttemptMs: Date.now() + delayMs + (shuffle ? Math.random() * shuffledWithinMs : 0),
      state,
      lastAnswer: null,
    })
}

/** What the old one had in the places where the new one differs. */
export function differences(before: object, after: object): Record<string, unknown> {
  const was = new Map<string, unknown>(Object.entries(before))
  const changed = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(was.get(key)) !== JSON.stringify(value),
  )
  return Object.fromEntries(changed.map(([key]) => [key, was.get(key) ?? null]))
}
