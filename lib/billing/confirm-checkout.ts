import { sql } from 'kysely'
import { z } from 'zod'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { notFound } from '#lib/errors.ts'
import { asking, isMissing } from '#lib/stripe/refusal.ts'
import type { Billing } from './billing.ts'
import { requireCustomer } from './keep-customer.ts'
import { idOf } from './subscription-row.ts'

const sessionIdShape = z.string().regex(/^cs_[A-Za-z0-9_]{1,120}$/)

/** `confirming`: paid, and not known here yet; a hint is counted, so that it will be, also when Stripe's own got lost. */
export type Confirmation = 'confirmed' | 'confirming' | 'not_paid'

/** What became of a checkout somebody comes back from. @throws AppError `not_found` for one that is not this company's. */
export async function confirmCheckout(
  caller: CompanyCaller,
  input: { sessionId: string },
  { stripe }: Pick<Billing, 'stripe'>,
): Promise<Confirmation> {
  authorize(caller, 'billing.manage')
  const sessionId = sessionIdShape.safeParse(input.sessionId)
  if (!sessionId.success) throw notFound('checkout')
  const own = await transact(caller, (tx) => requireCustomer(tx, caller.companyId))
  const session = await asking(() => stripe.checkout.sessions.retrieve(sessionId.data)).catch(
    (error: unknown) => {
      if (isMissing(error)) throw notFound('checkout')
      throw error
    },
  )
  if (!session.customer || idOf(session.customer) !== own) throw notFound('checkout')
  if (session.status !== 'complete' || !session.subscription) return 'not_paid'
  const subscriptionId = idOf(session.subscription)
  return transact(caller, async (tx) => {
    const known = await tx
      .selectFrom('subscriptions')
      .where('companyId', '=', caller.companyId)
      .where('id', '=', subscriptionId)
      .select('id')
      .executeTakeFirst()
    if (known) return 'confirmed'
    // One hint is enough for all who wait here.
    await sql`select deskhand.want_sync() from billing_customers
      where company_id = ${caller.companyId}::uuid and sync_done = sync_wanted`.execute(tx)
    return 'confirming'
  })
}
