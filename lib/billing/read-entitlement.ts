// The facts that decide what a company may do, read together, and the gate that asks for it.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { type BillingFacts, currentSubscription, entitlementOf } from './entitlement.ts'
import { noSeat } from './no-seat.ts'

/** Until the transaction ends, nobody else changes this company's seats: no two hires can take the last one. */
export async function lockSeats(tx: Tx, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('deskhand.seats:' || ${companyId}::text, 0))`.execute(
    tx,
  )
}

export async function readBillingFacts(tx: Tx, companyId: string): Promise<BillingFacts> {
  const { createdAt, ...company } = await tx
    .selectFrom('companies')
    .where('id', '=', companyId)
    .select(['createdAt', 'planKey', 'trialEndsAt', 'suspendedAt', 'chatViews'])
    .executeTakeFirstOrThrow()
  const subscriptions = await tx
    .selectFrom('subscriptions')
    .where('companyId', '=', companyId)
    .select([
      'status',
      'planKey',
      'seats',
      'amountCents',
      'paidCents',
      'cancelsAt',
      'endedAt',
      'pastDueSince',
    ])
    .select(['trialEndsAt', 'periodStartedAt', 'periodEndsAt'])
    .orderBy('createdAt', 'desc')
    .execute()
  return { ...company, foundedAt: createdAt, subscription: currentSubscription(subscriptions) }
}

export async function readEntitlement(tx: Tx, companyId: string): Promise<Entitlement> {
  const facts = await readBillingFacts(tx, companyId)
  const { rows } = await sql<{ employees: number; now: Date }>`
    select count(*)::int as employees, now() as now from employees
    where company_id = ${companyId}::uuid and fired_at is null`.execute(tx)
  const [row] = rows
  return entitlementOf(facts, row?.employees ?? 0, row?.now ?? new Date())
}

/** @throws AppError `limit_reached` when all seats are taken. */
export function requireSeat(entitlement: Entitlement): void {
  if (entitlement.employees >= entitlement.maxEmployees) throw noSeat(entitlement)
}
