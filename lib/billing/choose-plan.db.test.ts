// A trial for everybody, and one only.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { resolveMember } from '#lib/access/resolve-member.ts'
import { foundCompany } from '#lib/company/found-company.ts'
import { readMe } from '#lib/company/read-me.ts'
import { age } from '#tests/support/ageing.ts'
import { aVisitor } from '#tests/support/company.ts'
import { letStand } from '#tests/support/standings.ts'
import { auditOf, openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import { choosePlan } from './choose-plan.ts'
import { terms } from './plans.ts'

let world: VerbWorld

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(() => world.sql.query('delete from trial_identities'))

async function founder(email: string): Promise<Member> {
  const visitor = aVisitor(email)
  await foundCompany(visitor)
  const member = await resolveMember(visitor)
  if (!member) throw new Error('nobody')
  return member
}
const standing = async (member: Member) => (await readMe(member)).entitlement.standing
const planKey = 'studio'

describe('fifty who start a trial at once', () => {
  it('with one mailbox in fifty spellings get one, and the others are told to pay', async () => {
    const founders = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        founder(`ada.lovelace+${index}@${index % 2 ? 'gmail' : 'googlemail'}.com`),
      ),
    )
    const came = await outcomes(founders.map((one) => () => choosePlan(one, { planKey })))
    expect(came).toEqual(['done', ...Array.from({ length: 49 }, () => 'payment_required')])
    const standings = await Promise.all(founders.map(standing))
    expect(standings.filter((one) => one === 'trial')).toHaveLength(1)
    expect(standings.filter((one) => one === 'looking')).toHaveLength(49)
  })

  it('in one company get one', async () => {
    const ada = await founder('ada-fifty@example.com')
    const came = await outcomes(Array.from({ length: 50 }, () => () => choosePlan(ada, { planKey })))
    expect(new Set(came)).toEqual(new Set(['done']))
    expect(await auditOf(world.sql, ada.companyId)).toEqual(['plan.chosen'])
  })

  it('from one network get five', async () => {
    const founders = await Promise.all(
      Array.from({ length: 50 }, (_, index) => founder(`of-one-${index}@example.com`)),
    )
    const came = await outcomes(
      founders.map(
        (one, index) => () => choosePlan(one, { planKey, clientAddress: `93.184.216.${index + 1}` }),
      ),
    )
    expect(came.filter((one) => one === 'done')).toHaveLength(terms.trialsPerNetwork)
  })
})

describe('a network that had its trials', () => {
  it('has more a month later, and others have theirs meanwhile', async () => {
    const from = (address: string, index: number) => async () =>
      choosePlan(await founder(`net-${address}-${index}@example.com`), { planKey, clientAddress: address })
    for (let index = 0; index < terms.trialsPerNetwork; index++)
      expect(await outcome(from('8.8.8.8', index))).toBe('done')
    expect(await outcome(from('8.8.8.9', 9))).toBe('payment_required')
    expect(await outcome(from('8.8.9.8', 10))).toBe('done')
    await world.sql.query(`update trial_identities set created_at = created_at - interval '31 days'`)
    expect(await outcome(from('8.8.8.9', 11))).toBe('done')
  })
})

describe('whoever had a trial', () => {
  it('has no other in a second company, is told why, and once by mail', async () => {
    await choosePlan(await founder('grace@example.com'), { planKey })
    const again = await founder('Grace+again@example.com')
    await expect(choosePlan(again, { planKey })).rejects.toMatchObject({
      code: 'payment_required',
      message: expect.stringMatching(/everybody has one.*Pay for a plan/),
    })
    expect(await outcome(() => choosePlan(again, { planKey }))).toBe('payment_required')
    // As before it asked: who has had a trial has looked around, too.
    expect(await standing(again)).toBe('looked')
    expect(await auditOf(world.sql, again.companyId)).toEqual(['trial.refused', 'trial.refused'])
    const { rows } = await world.sql.query(
      `select recipient, data from mails where company_id = $1 and template = 'trial-not-given'`,
      [again.companyId],
    )
    expect(rows).toMatchObject([{ recipient: again.email.toLowerCase(), data: { reason: 'email' } }])
  })

  it('has no other in the same company when it is over', async () => {
    const ada = await founder('ada-over@example.com')
    await choosePlan(ada, { planKey })
    await age(world.sql, ada.companyId, { days: 8 })
    expect(await standing(ada)).toBe('trial_over')
    expect(await outcome(() => choosePlan(ada, { planKey: 'company' }))).toBe('payment_required')
  })

  it('changes the plan while it runs, and its end stays', async () => {
    const ada = await founder('ada-change@example.com')
    await choosePlan(ada, { planKey })
    const { endsAt } = (await readMe(ada)).entitlement
    await choosePlan(ada, { planKey: 'company' })
    expect((await readMe(ada)).entitlement).toMatchObject({ planKey: 'company', maxEmployees: 5, endsAt })
  })
})

it('whoever looked around too long starts a trial all the same', async () => {
  const ada = await founder('ada-looked@example.com')
  await letStand(world.sql, ada.companyId, 'looked')
  await choosePlan(ada, { planKey })
  expect(await standing(ada)).toBe('trial')
})

it.each(['paying', 'past_due'] as const)(
  'a plan that is %s is changed with the subscription',
  async (now) => {
    const ada = await founder(`ada-${now}@example.com`)
    await letStand(world.sql, ada.companyId, now)
    expect(await outcome(() => choosePlan(ada, { planKey: 'solo' }))).toBe('conflict')
  },
)
