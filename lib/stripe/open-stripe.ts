// The client of Stripe, with everything pinned that would otherwise follow the account's settings.
import Stripe from 'stripe'

/** What answers mean is fixed here; Stripe signs events for the version of the webhook endpoint, which is made with the same. */
export const stripeApiVersion = '2026-10-28.endive'

export interface StripeAccess {
  secretKey: string
  /** Only where an emulator stands in: the address of its API. */
  apiUrl?: string | undefined
}

const timeoutMs = 10_000
const maxNetworkRetries = 2

export function openStripe({ secretKey, apiUrl }: StripeAccess): Stripe {
  return new Stripe(secretKey, {
    apiVersion: stripeApiVersion,
    timeout: timeoutMs,
    maxNetworkRetries,
    telemetry: false,
    appInfo: { name: 'Deskhand' },
    ...(apiUrl ? placeOf(apiUrl) : {}),
  })
}

function placeOf(apiUrl: string): { host: string; port: string; protocol: 'http' | 'https' } {
  const { hostname, port, protocol } = new URL(apiUrl)
  const isPlain = protocol === 'http:'
  return { host: hostname, port: port || (isPlain ? '80' : '443'), protocol: isPlain ? 'http' : 'https' }
}

/** Whether the key moves real money. Events of the other mode are none of ours. */
export function isLiveKey(secretKey: string): boolean {
  return /^[a-z]+_live_/.test(secretKey)
}
