/** Three days before a trial ends, once for each end. */
import type { Subscription } from '../types.ts'
import { secondsOfDay, type World } from '../world.ts'
import { emit } from './events.ts'

const warnedBeforeSeconds = 3 * secondsOfDay

/** Undefined: there is nothing to warn of, or it was done. */
export function trialWarningAt({ store }: World, subscription: Subscription): number | undefined {
  const { id, status, trial_end } = subscription
  if (status !== 'trialing' || !trial_end) return undefined
  return store.find('trial_warning', id)?.trialEnd === trial_end ? undefined : trial_end - warnedBeforeSeconds
}

export function warnOfTrialEnd(world: World, subscription: Subscription, at: number): void {
  world.store.put('trial_warning', { id: subscription.id, trialEnd: subscription.trial_end ?? at })
  emit(world, 'customer.subscription.trial_will_end', subscription, at)
}
