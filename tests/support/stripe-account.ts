// A practice Stripe of a test's own, set up as an account is, with the unchanged SDK to speak to it.
import { join } from 'node:path'
import type Stripe from 'stripe'
import { openStripe } from '#lib/stripe/open-stripe.ts'
import { syncCatalog } from '#lib/stripe/sync-catalog.ts'
import { startStripe } from '#local/stripe/start.ts'
import { freePort } from './free-port.ts'
import { makeFolder } from './temporary-folder.ts'

export const practiceKey = 'sk_test_local_of_the_tests'
export const practiceWebhookSecret = 'whsec_local_of_the_tests'

export interface PracticeAccount {
  stripe: Stripe
  apiUrl: string
  /** One of the switches that no Stripe has: `age`, `webhooks`, `next-payment`. */
  control: (path: string, body: object) => Promise<void>
  stop: () => Promise<void>
}

/** With `webhookUrl` it tells what happens there; without, nobody. */
export async function openPracticeStripe(options: { webhookUrl?: string } = {}): Promise<PracticeAccount> {
  const folder = await makeFolder('deskhand-stripe-')
  const { url: apiUrl, stop } = await startStripe({
    port: await freePort(),
    secretKey: practiceKey,
    file: join(folder.path, 'stripe.json'),
    ...(options.webhookUrl && { webhookUrl: options.webhookUrl, webhookSecret: practiceWebhookSecret }),
  })
  const stripe = openStripe({ secretKey: practiceKey, apiUrl })
  await syncCatalog(stripe, { siteUrl: 'http://deskhand.test' })
  return {
    stripe,
    apiUrl,
    control: async (path, body) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${apiUrl}/_control/${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`/_control/${path} answered ${answer.status}: ${await answer.text()}`)
    },
    stop: async () => {
      await stop()
      await folder.remove()
    },
  }
}
