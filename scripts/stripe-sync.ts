// `npm run stripe:sync`: makes the account of STRIPE_SECRET_KEY sell the plans. With --webhook, events go to SITE_URL as well.
import Stripe from 'stripe'
import { isLiveKey, openStripe } from '#lib/stripe/open-stripe.ts'
import { syncCatalog } from '#lib/stripe/sync-catalog.ts'

const { STRIPE_SECRET_KEY: secretKey, STRIPE_API_URL: apiUrl, SITE_URL: siteUrl } = process.env
if (!secretKey || !siteUrl) {
  console.error(
    'STRIPE_SECRET_KEY and SITE_URL must be set: the key of the account, and the address people open Deskhand at.',
  )
  process.exit(2)
}
const site = siteUrl.replace(/\/+$/, '')
const webhookUrl = process.argv.includes('--webhook') ? `${site}/api/webhooks/stripe` : undefined
try {
  const stripe = openStripe({ secretKey, apiUrl })
  const { changes, webhookSecret } = await syncCatalog(stripe, { siteUrl: site, webhookUrl })
  for (const change of changes) console.log(change)
  const mode = isLiveKey(secretKey) ? 'live' : 'test'
  if (changes.length === 0) console.log(`The ${mode} account sells the plans already: nothing was changed.`)
  if (webhookSecret)
    console.log(
      `Stripe tells this once. Keep it in the app's environment:\nSTRIPE_WEBHOOK_SECRET=${webhookSecret}`,
    )
} catch (error) {
  if (!(error instanceof Stripe.errors.StripeError)) throw error
  console.error(`Stripe refused: ${error.message}\nWhat was done before stays. Run it again.`)
  process.exit(1)
}
