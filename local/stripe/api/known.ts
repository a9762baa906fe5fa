/** Rows that a request names: there, or Stripe's word for it that they are not. */
import type { TableName, Tables } from '../types.ts'
import type { World } from '../world.ts'
import { Refusal } from './refusal.ts'

const words: Partial<Record<TableName, string>> = {
  payment_method: 'PaymentMethod',
  session: 'checkout.session',
  test_clock: 'billing_test_clock',
  payment_intent: 'payment_intent',
}

export function known<Name extends TableName>(
  { store, isLive, otherMode }: World,
  table: Name,
  id: string,
  param?: string,
): Tables[Name] {
  const found = store.find(table, id)
  if (found) return found
  const refusal = Refusal.missing(words[table] ?? table, id, param)
  if (otherMode().find(table, id)) refusal.shape.message += elsewhere(isLive)
  // What a parameter names is the request's fault, what the address names is not there.
  throw param ? new Refusal(400, refusal.shape) : refusal
}

const modeOf = (isLive: boolean) => (isLive ? 'live' : 'test')

const elsewhere = (isLive: boolean) =>
  `; a similar object exists in ${modeOf(!isLive)} mode, but a ${modeOf(isLive)} mode key was used to make this request.`
