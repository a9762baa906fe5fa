/** What every part of the emulator works with. */
import { randomBytes } from 'node:crypto'
import type { Store } from './store.ts'
import type { Switches, WebhookEndpoint } from './types.ts'

export type Webhook = Pick<WebhookEndpoint, 'id' | 'url' | 'secret' | 'enabled_events'>

export interface World {
  store: Store
  /** Where its pages are. */
  url: string
  secretKey: string
  /** Which of the two modes this is; they know nothing of each other. */
  isLive: boolean
  /** Only to say where something is that is not here. */
  otherMode: () => Store
  /** The request that is being served: events name it. */
  request: { id: string; idempotency_key: string | null } | null
  /** Who is told without having asked over the API. */
  ownWebhook: Webhook | undefined
}

export const secondsOfDay = 24 * 60 * 60

export const newId = (prefix: string) => `${prefix}_${randomBytes(12).toString('hex')}`

const realNow = () => Math.floor(Date.now() / 1000)

/** A customer's time: that of its test clock, or the real one. In whole seconds, as Stripe counts. */
export function nowOf({ store }: World, customerId: string | null): number {
  const clock = customerId ? store.find('customer', customerId)?.test_clock : null
  return (clock && store.find('test_clock', clock)?.frozen_time) || realNow()
}

const unswitched: Switches = {
  delayMs: 0,
  repeat: 0,
  shuffle: false,
  drop: 0,
  hold: false,
  nextPayments: [],
  afterRetries: 'cancel',
}

export const switchesOf = ({ store }: World): Switches => store.find('setting', 'switches') ?? unswitched

export function turnSwitches(world: World, changes: Partial<Switches>): Switches {
  const turned = { ...unswitched, ...switchesOf(world), ...changes, id: 'switches' as const }
  world.store.put('setting', turned)
  return turned
}

/** Who wants to hear of events. */
export function webhooksOf({ store, ownWebhook }: World): Webhook[] {
  const asked = store.all('webhook_endpoint').filter(({ status }) => status === 'enabled')
  return ownWebhook ? [ownWebhook, ...asked] : asked
}

/** What goes out over the wire says in which mode it is. */
export const inMode = ({ isLive }: World, answer: unknown): string =>
  JSON.stringify(answer, (key, value: unknown) => (key === 'livemode' ? isLive : value), 2)
