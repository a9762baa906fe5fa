// Reads an event of Stripe. Its signature says who sent it and when it was signed: an old event that is delivered late is signed anew.
import type Stripe from 'stripe'
import { z } from 'zod'
import type { StripeEvent } from '#lib/billing/note-stripe-event.ts'
import { AppError } from '#lib/errors.ts'

/** Around now, both ways: clocks differ, and a signed body that somebody kept must not be of use for long. */
const toleranceSeconds = 300

const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])

const event = z.object({
  id: z.string().regex(/^evt_[A-Za-z0-9_]{1,80}$/),
  object: z.literal('event'),
  type: z.string().min(1).max(100),
  livemode: z.boolean(),
  created: z.int().min(0),
  // Of an account that is connected to ours: nothing there is about our customers.
  account: z.string().nullish(),
  data: z.object({
    object: z.looseObject({
      id: z.string().optional(),
      object: z.string(),
      customer: reference.nullish().catch(null),
    }),
  }),
})

/** @throws AppError `invalid` for a signature that is missing, wrong or too old, and for a body that is no event. */
export function readEvent(
  stripe: Stripe,
  body: Buffer,
  signature: string | null,
  secret: string,
): StripeEvent {
  const { id, type, livemode, created, account, data } = parse(verified(stripe, body, signature, secret))
  const about = data.object
  const named = about.object === 'customer' ? about.id : about.customer
  const customer = account ? null : named
  return {
    id,
    type,
    customer: customer && /^cus_[A-Za-z0-9_]{1,80}$/.test(customer) ? customer : null,
    isLive: livemode,
    createdAt: new Date(created * 1000),
  }
}

function verified(stripe: Stripe, body: Buffer, signature: string | null, secret: string): unknown {
  try {
    return stripe.webhooks.constructEvent(body, signature ?? '', secret, toleranceSeconds)
  } catch (cause) {
    throw new AppError('invalid', {
      detail: 'This was not signed by Stripe for us, or too long ago. Nothing was kept.',
      cause,
    })
  }
}

function parse(given: unknown): z.output<typeof event> {
  const parsed = event.safeParse(given)
  if (parsed.success) return parsed.data
  throw new AppError('invalid', { detail: 'This is no event. Nothing was kept.', cause: parsed.error })
}
