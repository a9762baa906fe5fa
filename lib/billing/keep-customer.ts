// The company's customer at Stripe. A row says that one is about to be made before it is; Stripe makes each making once, so that whoever
// is interrupted finds the same customer the next time.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type Stripe from 'stripe'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError, notFound } from '#lib/errors.ts'

interface BegunCheckout {
  stripeCustomerId: string | null
  making: number
}

/** Writes down that a checkout begins. @throws AppError `conflict` while another one of the company does. */
export async function beginCheckout(tx: Tx): Promise<BegunCheckout> {
  const { rows } = await sql<BegunCheckout>`select * from deskhand.begin_checkout()`.execute(tx)
  const [begun] = rows
  if (begun) return begun
  throw new AppError('conflict', {
    detail:
      'Somebody in your company is opening the checkout at this moment. Nothing was charged. Try again in half a minute.',
    retryAfterMs: 30_000,
  })
}

export async function endCheckout(caller: CompanyCaller): Promise<void> {
  await transact(caller, (tx) => sql`select deskhand.end_checkout()`.execute(tx))
}

export async function customerFor(
  caller: CompanyCaller,
  stripe: Stripe,
  { stripeCustomerId, making }: BegunCheckout,
): Promise<string> {
  if (stripeCustomerId) return stripeCustomerId
  const facts = await transact(caller, (tx) => readPayer(tx, caller.companyId))
  const wanted = { name: facts.name, email: facts.email, metadata: { company_id: caller.companyId } }
  const digest = createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 16)
  const idempotencyKey = `customer:${caller.companyId}:${making}:${digest}`
  const made = await stripe.customers.create(wanted, { idempotencyKey })
  return transact(caller, async (tx) => {
    const { rows } = await sql<{
      kept: string | null
    }>`select deskhand.keep_customer(${making}, ${made.id}) as kept`.execute(tx)
    const kept = rows[0]?.kept
    if (!kept) throw notFound('company')
    return kept
  })
}

/** The company by its name, and the address of whoever has owned it longest. */
async function readPayer(tx: Tx, companyId: string): Promise<{ name: string; email: string }> {
  return tx
    .selectFrom('companies')
    .innerJoin('members', 'members.companyId', 'companies.id')
    .where('companies.id', '=', companyId)
    .where('members.role', '=', 'owner')
    .orderBy('members.joinedAt')
    .select(['companies.name', 'members.email'])
    .limit(1)
    .executeTakeFirstOrThrow()
}

/** @throws AppError `conflict` for a company that has never been at a checkout. */
export async function requireCustomer(tx: Tx, companyId: string): Promise<string> {
  const found = await tx
    .selectFrom('billingCustomers')
    .where('companyId', '=', companyId)
    .select('stripeCustomerId')
    .executeTakeFirst()
  if (found?.stripeCustomerId) return found.stripeCustomerId
  throw new AppError('conflict', {
    detail: 'Nothing was paid here yet, so there is nothing to show or change. Choose a plan first.',
  })
}
