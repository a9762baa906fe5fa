import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { planByKey, terms } from './plans.ts'
import { lockSeats } from './read-entitlement.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Chooses or changes the plan; the first choice starts the trial. Refused when more employees work here than it allows. */
export function choosePlan(caller: CompanyCaller, input: { planKey: string }): Promise<void> {
  authorize(caller, 'plan.choose')
  const plan = planByKey(input.planKey)
  if (!plan)
    throw new AppError('invalid', {
      detail: 'There is no such plan.',
      fields: { planKey: 'Choose one of the plans' },
    })
  return transact(caller, async (tx) => {
    await lockSeats(tx, caller.companyId)
    const company = await tx
      .selectFrom('companies')
      .where('id', '=', caller.companyId)
      .select(['planKey'])
      .executeTakeFirstOrThrow()
    if (company.planKey === plan.key) return
    const working = await tx
      .selectFrom('employees')
      .where('companyId', '=', caller.companyId)
      .where('firedAt', 'is', null)
      .select('name')
      .execute()
    if (working.length > plan.maxEmployees) {
      throw new AppError('limit_reached', {
        detail: `${plan.name} is for ${plan.maxEmployees} and ${working.length} work here: ${working.map((one) => one.name).join(', ')}. Nothing was changed. Let somebody go first or choose a larger plan.`,
      })
    }
    const people = await countPeople(tx, caller.companyId)
    if (people > plan.maxMembers) {
      throw new AppError('limit_reached', {
        detail: `${plan.name} has room for ${plan.maxMembers} ${plan.maxMembers === 1 ? 'person' : 'people'} and you are ${people}, open invitations included. Nothing was changed. Remove somebody first or choose a larger plan.`,
      })
    }
    const ends = new Date(Date.now() + terms.trialDays * dayMs)
    const keptUntil = new Date(ends.getTime() + terms.keptAfterTrialDays * dayMs)
    await sql`select deskhand.choose_plan(${plan.key}, ${ends}, ${keptUntil}, ${terms.trialAllowanceMicros})`.execute(
      tx,
    )
    await record(tx, {
      companyId: caller.companyId,
      action: 'plan.chosen',
      details: { from: company.planKey, to: plan.key },
    })
  })
}

/** Members, and everybody who may still accept an invitation. */
async function countPeople(tx: Tx, companyId: string): Promise<number> {
  const { people } = await tx
    .selectNoFrom((eb) => [
      sql<number>`${eb.selectFrom('members').where('companyId', '=', companyId).select(eb.fn.countAll().as('count'))}
        + ${eb
          .selectFrom('invitations')
          .where('companyId', '=', companyId)
          .where('acceptedAt', 'is', null)
          .where('revokedAt', 'is', null)
          .where('expiresAt', '>', sql<Date>`now()`)
          .select(eb.fn.countAll().as('count'))}`.as('people'),
    ])
    .executeTakeFirstOrThrow()
  return people
}
