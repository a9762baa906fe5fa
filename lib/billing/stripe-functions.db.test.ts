// The functions of checkouts and customers, as whoever gets past the verbs would call them.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inTransactionAs } from '#tests/support/act-as.ts'
import { addCompany, addKey, addMember, aVisitor, type Company, insertRow } from '#tests/support/company.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'

let world: VerbWorld
let own: Company
let other: Company

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  own = await addCompany(world.sql)
  other = await addCompany(world.sql)
  for (const { companyId } of [own, other])
    await insertRow(world.sql, 'billing_customers', {
      company_id: companyId,
      stripe_customer_id: `cus_${companyId.replaceAll('-', '')}`,
    })
})

const calls = ['begin_checkout()', `keep_customer(1, 'cus_foreign')`, 'want_sync()']
const rowOf = async ({ companyId }: Company) => {
  const { rows } = await world.sql.query('select * from billing_customers where company_id = $1', [companyId])
  return rows[0]
}

describe.each(calls)('%s', (call) => {
  it('is refused to members, to keys without the scope, and to whoever is in no company', async () => {
    const member = await addMember(world.sql, own.companyId)
    const key = await addKey(world.sql, own.companyId, { scopes: ['read', 'write'] })
    for (const caller of [member, key, aVisitor()])
      await expect(
        inTransactionAs(world.sql, caller, () => world.sql.query(`select deskhand.${call}`)),
      ).rejects.toMatchObject({ code: '42501' })
  })

  it('touches no company but the caller’s own', async () => {
    const before = await rowOf(other)
    await inTransactionAs(world.sql, own.owner, () => world.sql.query(`select deskhand.${call}`))
    expect(await rowOf(other)).toEqual(before)
  })
})

it('a customer that is known stays the one', async () => {
  const { rows } = await inTransactionAs(world.sql, own.owner, () =>
    world.sql.query(`select deskhand.keep_customer(1, 'cus_foreign') as kept`),
  )
  expect(rows).toEqual([{ kept: (await rowOf(own)).stripe_customer_id }])
})

it('the customer of another company cannot become ours', async () => {
  await world.sql.query('update billing_customers set stripe_customer_id = null where company_id = $1', [
    own.companyId,
  ])
  const theirs = (await rowOf(other)).stripe_customer_id
  await expect(
    inTransactionAs(world.sql, own.owner, () =>
      world.sql.query('select deskhand.keep_customer(1, $1)', [theirs]),
    ),
  ).rejects.toMatchObject({ code: '23505' })
})
