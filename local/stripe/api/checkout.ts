import { z } from 'zod'
import { expireSession } from '../engine/due.ts'
import type { Session } from '../types.ts'
import { newId, nowOf, secondsOfDay, type World } from '../world.ts'
import { listOf, sessionLines } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { count, expand, ignored, mergeMetadata, metadata, paging, whole, yesOrNo } from './form.ts'
import { known } from './known.ts'
import { Refusal } from './refusal.ts'
import { recurringPrice } from './subscriptions.ts'

const enabled = z.looseObject({ enabled: yesOrNo }).optional()
const auto = z.enum(['auto', 'never']).optional()
const newSession = z.strictObject({
  ...expand,
  // Only subscriptions are sold here.
  mode: z.literal('subscription'),
  line_items: z
    .array(
      z.strictObject({
        price: z.string(),
        quantity: count.pipe(z.number().min(1)).optional(),
        adjustable_quantity: ignored,
      }),
    )
    .min(1)
    .max(20),
  success_url: z.url(),
  cancel_url: z.url().optional(),
  customer: z.string().optional(),
  customer_email: z.email().optional(),
  customer_update: z.strictObject({ address: auto, name: auto, shipping: auto }).optional(),
  client_reference_id: z.string().max(200).optional(),
  metadata: metadata.optional(),
  subscription_data: z
    .strictObject({
      metadata: metadata.optional(),
      trial_end: whole.optional(),
      trial_period_days: count.pipe(z.number().min(1)).optional(),
      trial_settings: z
        .strictObject({
          end_behavior: z.strictObject({ missing_payment_method: z.enum(['cancel', 'create_invoice']) }),
        })
        .optional(),
      description: ignored,
      proration_behavior: z.literal('none').optional(),
    })
    .optional(),
  expires_at: whole.optional(),
  automatic_tax: enabled,
  tax_id_collection: enabled,
  allow_promotion_codes: yesOrNo.optional(),
  billing_address_collection: z.enum(['auto', 'required']).optional(),
  payment_method_collection: z.enum(['always', 'if_required']).optional(),
  payment_method_types: z.array(z.literal('card')).optional(),
  ui_mode: z.literal('hosted_page').optional(),
  locale: z.string().optional(),
  submit_type: ignored,
  custom_text: ignored,
  branding_settings: ignored,
  saved_payment_method_options: ignored,
})
type Wanted = z.output<typeof newSession>

const shortestSeconds = 30 * 60
const longestSeconds = secondsOfDay
const shortestTrialSeconds = 2 * secondsOfDay

export function checkoutSessions(api: Api): void {
  const { world } = api
  endpoint(api, 'post', 'checkout/sessions', newSession, ({ input }) => create(world, input))
  endpoint(api, 'get', 'checkout/sessions/:id', z.strictObject(expand), ({ id }) =>
    known(world, 'session', id),
  )
  endpoint(api, 'post', 'checkout/sessions/:id/expire', z.strictObject(expand), ({ id }) => {
    const session = known(world, 'session', id)
    if (session.status !== 'open')
      throw Refusal.invalid('Only Checkout Sessions with a status in ["open"] can be expired.')
    return expireSession(world, session, nowOf(world, session.customer))
  })
  endpoint(api, 'get', 'checkout/sessions/:id/line_items', z.strictObject(paging), ({ id, input }) => {
    const wish = world.store.find('wish', known(world, 'session', id).id)
    return listOf(
      [...sessionLines(wish, world.store)].reverse(),
      input,
      `/v1/checkout/sessions/${id}/line_items`,
    )
  })
  const listed = z.strictObject({
    ...paging,
    customer: z.string().optional(),
    subscription: z.string().optional(),
    status: z.enum(['open', 'complete', 'expired']).optional(),
  })
  endpoint(api, 'get', 'checkout/sessions', listed, ({ input }) => {
    const rows = world.store
      .all('session')
      .filter(({ customer }) => !input.customer || customer === input.customer)
      .filter(({ subscription }) => !input.subscription || subscription === input.subscription)
      .filter(({ status }) => !input.status || status === input.status)
    return listOf(rows, input, '/v1/checkout/sessions')
  })
}

function create(world: World, input: Wanted): Session {
  if (input.customer) known(world, 'customer', input.customer, 'customer')
  const at = nowOf(world, input.customer ?? null)
  refuseContradictions(input)
  const trial = trialOf(input, at)
  const lines = input.line_items.map(({ price, quantity }, place) => ({
    price: recurringPrice(world, price, `line_items[${place}][price]`),
    quantity: quantity ?? 1,
  }))
  const id = `cs_test_${newId('x').slice(2)}`
  const total =
    trial.end || trial.days
      ? 0
      : lines.reduce((sum, { price, quantity }) => sum + price.unit_amount * quantity, 0)
  world.store.put('wish', {
    id,
    lines: lines.map(({ price, quantity }) => ({ price: price.id, quantity })),
    trialEnd: trial.end,
    trialDays: trial.days,
    subscriptionMetadata: mergeMetadata({}, input.subscription_data?.metadata),
    missingPaymentMethod:
      input.subscription_data?.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
    cardToConfirm: null,
  })
  const session: Session = {
    ...emptySession,
    ...echoed(input),
    id,
    amount_subtotal: total,
    amount_total: total,
    created: at,
    currency: lines[0]?.price.currency ?? 'usd',
    expires_at: expiryOf(input, at),
    url: `${world.url}/pay/${id}`,
  }
  world.store.put('session', session)
  return session
}

function echoed(input: Wanted) {
  return {
    allow_promotion_codes: input.allow_promotion_codes ?? null,
    automatic_tax: { ...emptySession.automatic_tax, enabled: input.automatic_tax?.enabled ?? false },
    billing_address_collection: input.billing_address_collection ?? null,
    cancel_url: input.cancel_url ?? null,
    client_reference_id: input.client_reference_id ?? null,
    customer: input.customer ?? null,
    customer_email: input.customer_email ?? null,
    customer_creation: input.customer ? null : 'always',
    metadata: mergeMetadata({}, input.metadata),
    payment_method_collection: input.payment_method_collection ?? 'always',
    success_url: input.success_url,
    tax_id_collection: { enabled: input.tax_id_collection?.enabled ?? false, required: 'never' },
  } satisfies Partial<Session>
}

function refuseContradictions(input: Wanted): void {
  if (input.customer && input.customer_email)
    throw Refusal.invalid(
      'You may only specify one of these parameters: customer, customer_email.',
      'customer',
    )
  if (!input.customer || input.customer_update?.name === 'auto' || !input.tax_id_collection?.enabled) return
  throw Refusal.invalid(
    'Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing customer, please set `customer_update[name]` to `auto`.',
    'tax_id_collection',
  )
}

function trialOf(
  { subscription_data: data }: Wanted,
  at: number,
): { end: number | null; days: number | null } {
  const end = data?.trial_end ?? null
  if (end !== null && end - at < shortestTrialSeconds)
    throw Refusal.invalid(
      'The `trial_end` date has to be at least 2 days in the future.',
      'subscription_data[trial_end]',
    )
  if (end !== null && data?.trial_period_days)
    throw Refusal.invalid(
      'You may only specify one of these parameters: trial_end, trial_period_days.',
      'subscription_data',
    )
  return { end, days: data?.trial_period_days ?? null }
}

function expiryOf({ expires_at: wanted }: Wanted, at: number): number {
  if (wanted === undefined) return at + longestSeconds
  if (wanted < at + shortestSeconds)
    throw Refusal.invalid(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      'expires_at',
    )
  if (wanted > at + longestSeconds)
    throw Refusal.invalid(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      'expires_at',
    )
  return wanted
}

const emptySession = {
  object: 'checkout.session',
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allowed_payment_method_types: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  customer_account: null,
  customer_details: null,
  discounts: [],
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  livemode: false,
  locale: null,
  managed_payments: null,
  mode: 'subscription',
  origin_context: null,
  payment_intent: null,
  payment_link: null,
  payment_method_configuration_details: null,
  payment_method_options: null,
  payment_method_types: ['card'],
  payment_status: 'unpaid',
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  status: 'open',
  submit_type: null,
  subscription: null,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  ui_mode: 'hosted_page',
  wallet_options: null,
} satisfies Partial<Session>
