// Whether a plan with so many seats has room for who is there.
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type SeatsInput, seatsInput } from '#lib/wire/billing.ts'
import { type Plan, planByKey } from './plans.ts'
import { requirePeople } from './require-people.ts'

export interface WantedSeats {
  plan: Plan
  seats: number
}

/** @throws AppError `invalid` for a plan that does not exist or does not have so many seats. */
export function parseSeats(input: SeatsInput): WantedSeats {
  const { planKey, seats } = parseInput(seatsInput, input)
  const plan = planByKey(planKey)
  if (!plan) {
    throw new AppError('invalid', {
      detail: 'There is no such plan. Nothing was changed.',
      fields: { planKey: 'Choose one of the plans' },
    })
  }
  if (seats <= plan.maxEmployees) return { plan, seats }
  throw new AppError('invalid', {
    detail: `${plan.name} has ${plan.maxEmployees} ${plan.maxEmployees === 1 ? 'seat' : 'seats'} at the most. Nothing was changed. Choose a larger plan.`,
    fields: { seats: `At most ${plan.maxEmployees}` },
  })
}

/** @throws AppError `limit_reached`, naming who would have to go. */
export async function checkRoom(
  tx: Tx,
  { companyId }: CompanyCaller,
  { plan, seats }: WantedSeats,
): Promise<void> {
  const working = await tx
    .selectFrom('employees')
    .where('companyId', '=', companyId)
    .where('firedAt', 'is', null)
    .select('name')
    .orderBy('hiredAt')
    .execute()
  if (working.length > seats) {
    const names = working.map(({ name }) => name).join(', ')
    const many = working.length - seats
    throw new AppError('limit_reached', {
      detail: `${working.length} employees work here, and this is for ${seats}: ${names}. Nothing was changed. Let ${many} of them go first, or keep more seats.`,
      fields: { seats: `${working.length} work here: ${names}` },
    })
  }
  await requirePeople(tx, companyId, plan)
}
