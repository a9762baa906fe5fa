// The columns that fast statements read are what the pure function says, whatever the facts are, and whoever settles them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { addCompany } from '#tests/support/company.ts'
import { insertSubscription } from '#tests/support/standings.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { entitlementOf, standingColumns } from './entitlement.ts'
import { readBillingFacts } from './read-entitlement.ts'
import { settleTerms } from './settle-terms.ts'

let world: VerbWorld

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())

/** Repeatable chance: a failure names its seed. */
function chance(seed: number) {
  let state = seed * 2_654_435_761 + 1
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  return {
    maybe: (probability: number) => next() < probability,
    from: <T>(choices: readonly T[]) => choices[Math.floor(next() * choices.length)],
    moment: () => new Date(Date.now() + (next() - 0.6) * 60 * 24 * 60 * 60 * 1000),
    upTo: (most: number) => Math.floor(next() * (most + 1)),
  }
}

const statuses = 'incomplete incomplete_expired trialing active past_due canceled unpaid paused'.split(' ')

async function randomCompany(seed: number): Promise<string> {
  const by = chance(seed)
  const { companyId } = await addCompany(world.sql, { planKey: null })
  const hasTrial = by.maybe(0.5)
  await world.sql.query(
    `update companies set created_at = $2, plan_key = $3, trial_started_at = $4, trial_ends_at = $5, suspended_at = $6, chat_views = $7
      where id = $1`,
    [
      companyId,
      by.moment(),
      hasTrial ? by.from(['solo', 'studio', 'company']) : null,
      hasTrial ? by.moment() : null,
      hasTrial ? by.moment() : null,
      by.maybe(0.15) ? by.moment() : null,
      by.upTo(5),
    ],
  )
  for (let count = by.upTo(3); count > 0; count--) {
    await insertSubscription(world.sql, companyId, {
      status: by.from(statuses),
      plan_key: by.from(['solo', 'studio', 'company']),
      seats: by.upTo(9),
      created_at: by.moment(),
      cancels_at: by.maybe(0.3) ? by.moment() : null,
      ended_at: by.maybe(0.3) ? by.moment() : null,
      past_due_since: by.maybe(0.3) ? by.moment() : null,
      period_ends_at: by.maybe(0.7) ? by.moment() : null,
      period_started_at: by.maybe(0.7) ? by.moment() : null,
      trial_ends_at: by.maybe(0.3) ? by.moment() : null,
    })
  }
  return companyId
}

describe('what is settled', () => {
  it('is what the rules say, for three hundred companies by chance', async () => {
    const standings = new Set<string>()
    for (let seed = 1; seed <= 300; seed++) {
      const companyId = await randomCompany(seed)
      const { facts, columns } = await transactAsOrchestrator(async (tx) => {
        await settleTerms(tx, companyId)
        const columns = await tx
          .selectFrom('companies')
          .where('id', '=', companyId)
          .select(['planKey', 'entitledUntil', 'removalAt', 'includedMicros'])
          .executeTakeFirstOrThrow()
        return { facts: await readBillingFacts(tx, companyId), columns }
      })
      const { rows } = await world.sql.query('select deskhand.may_run($1) as "mayRun", now() as now', [
        companyId,
      ])
      const { mayRun, now } = rows[0]
      const expected = standingColumns(facts)
      expect(columns, `seed ${seed}`).toEqual({ ...expected, planKey: expected.planKey ?? facts.planKey })
      const entitlement = entitlementOf(facts, 0, now)
      expect(mayRun, `seed ${seed}`).toBe(entitlement.mayRun)
      standings.add(entitlement.standing)
    }
    expect([...standings].sort()).toEqual(
      'looked looking past_due paying stopped suspended trial trial_over'.split(' '),
    )
  })

  it('twice changes nothing the second time', async () => {
    const companyId = await randomCompany(301)
    const settle = () => transactAsOrchestrator((tx) => settleTerms(tx, companyId))
    await settle()
    expect(await settle()).toBe(false)
  })

  it('is the truth of the last change when many change facts at once', async () => {
    const { companyId } = await addCompany(world.sql, { planKey: null })
    const change = (seats: number) =>
      transactAsOrchestrator(async (tx) => {
        await insertSubscription(world.sql, companyId, {
          plan_key: 'studio',
          seats,
          created_at: new Date(Date.now() + seats * 1000),
        })
        await settleTerms(tx, companyId)
      })
    await Promise.all(Array.from({ length: 20 }, (_, seats) => change(seats)))
    const { rows } = await world.sql.query('select included_micros from companies where id = $1', [companyId])
    const facts = await transactAsOrchestrator((tx) => readBillingFacts(tx, companyId))
    expect(facts.subscription?.seats).toBe(19)
    expect(rows[0].included_micros).toBe(standingColumns(facts).includedMicros)
  })
})
