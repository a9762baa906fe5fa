/** What becomes of a change that waits for an invoice, once that is paid. */
import type { Invoice, Subscription } from '../types.ts'
import type { World } from '../world.ts'
import { emit } from './events.ts'
import { changeSubscription } from './subscription.ts'

/** Whether a change of the subscription waits for this invoice. */
export function isAwaited({ pending_update, latest_invoice }: Subscription, invoice: Invoice): boolean {
  return pending_update !== null && latest_invoice === invoice.id
}

export function applyHeld(world: World, { id, items, pending_update: held }: Subscription, at: number): void {
  if (!held) return
  const changes = { items: { ...items, data: held.subscription_items }, pending_update: null }
  emit(world, 'customer.subscription.pending_update_applied', changeSubscription(world, id, changes, at), at)
}
