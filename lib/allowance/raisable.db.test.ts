// What is known of a company's allowance where a call was refused for it.
import { sql as statement } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { addCompany, addMember, insertRow } from '#tests/support/company.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { isBeforePayingOfRefused, raisableOfRefused, readRaisable } from './raisable.ts'

const dollar = 1_000_000
let world: VerbWorld
let owner: Member

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql, { planKey: 'studio' })).owner
  await world.sql.query('update companies set included_micros = $2, cap_micros = $3 where id = $1', [
    owner.companyId,
    24 * dollar,
    20 * dollar,
  ])
})

const unpaid = () => world.sql.query('delete from subscriptions where company_id = $1', [owner.companyId])

/** As whoever reads it, since what one may not see would count as not paid. */
async function known(reader: Member, reason = 'company_allowance') {
  await insertRow(world.sql, 'model_refusals', { company_id: owner.companyId, reason })
  return transact(reader, async (tx) => {
    const { rows } = await statement`select ${raisableOfRefused}, ${isBeforePayingOfRefused}
      from model_refusals refused order by at desc limit 1`.execute(tx)
    return { ofRefused: rows[0], ofCompany: await readRaisable(tx, owner.companyId) }
  })
}

describe('a refusal for the allowance of the company', () => {
  it('knows what can be raised, and that somebody pays, whoever reads it', async () => {
    const facts = { raisableMicros: 4 * dollar, isBeforePaying: false }
    const member = await addMember(world.sql, owner.companyId, { role: 'member' })
    for (const reader of [owner, member])
      expect(await known(reader)).toEqual({ ofRefused: facts, ofCompany: facts })
  })

  it('knows that nobody has paid yet', async () => {
    await unpaid()
    const facts = { raisableMicros: 4 * dollar, isBeforePaying: true }
    expect(await known(owner)).toEqual({ ofRefused: facts, ofCompany: facts })
  })

  it('is the only one to know of it', async () => {
    await unpaid()
    expect((await known(owner, 'employee_allowance')).ofRefused).toEqual({
      raisableMicros: null,
      isBeforePaying: false,
    })
  })
})
