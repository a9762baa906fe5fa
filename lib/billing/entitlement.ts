// What a company may do now.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { planByKey, trialDays } from './plans.ts'

const dayMs = 24 * 60 * 60 * 1000

interface CompanyPlan {
  planKey: string | null
  trialStartedAt: Date | null
}

/** Pure: what a plan allows, given how many work here. */
function entitlementOf(company: CompanyPlan, employees: number): Entitlement {
  const plan = company.planKey ? planByKey(company.planKey) : undefined
  return {
    planKey: plan?.key ?? null,
    maxEmployees: plan?.maxEmployees ?? 0,
    maxMembers: plan?.maxMembers ?? 1,
    employees,
    trialEndsAt: company.trialStartedAt
      ? new Date(company.trialStartedAt.getTime() + trialDays * dayMs).toISOString()
      : null,
  }
}

/** Until the transaction ends, nobody else changes this company's seats: no two hires can take the last one. */
export async function lockSeats(tx: Tx, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('deskhand.seats:' || ${companyId}::text, 0))`.execute(
    tx,
  )
}

export async function readEntitlement(tx: Tx, companyId: string): Promise<Entitlement> {
  const company = await tx
    .selectFrom('companies')
    .where('id', '=', companyId)
    .select(['planKey', 'trialStartedAt'])
    .executeTakeFirstOrThrow()
  const { employees } = await tx
    .selectFrom('employees')
    .where('companyId', '=', companyId)
    .where('firedAt', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('employees'))
    .executeTakeFirstOrThrow()
  return entitlementOf(company, employees)
}

/** @throws AppError `payment_required` without a plan, `limit_reached` when it is used up. */
export function requireSeat(entitlement: Entitlement): void {
  if (!entitlement.planKey) {
    throw new AppError('payment_required', {
      detail: 'Choose a plan before you hire. What you entered is kept.',
    })
  }
  if (entitlement.employees >= entitlement.maxEmployees) {
    const name = planByKey(entitlement.planKey)?.name ?? entitlement.planKey
    throw new AppError('limit_reached', {
      detail: `${name} is for ${entitlement.maxEmployees} ${entitlement.maxEmployees === 1 ? 'employee' : 'employees'} and all of them work here already. Nobody was hired. Choose a larger plan or let somebody go first.`,
    })
  }
}
