import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import type { Plan } from './plans.ts'

/** @throws AppError `limit_reached` when more people are in the company, or invited to it, than the plan has room for. */
export async function requirePeople(tx: Tx, companyId: string, plan: Plan): Promise<void> {
  const people = await countPeople(tx, companyId)
  if (people <= plan.maxMembers) return
  throw new AppError('limit_reached', {
    detail: `${plan.name} has room for ${plan.maxMembers} ${plan.maxMembers === 1 ? 'person' : 'people'} and you are ${people}, open invitations included. Nothing was changed. Remove somebody first or choose a larger plan.`,
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
