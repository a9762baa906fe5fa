// Looking around is once for whoever founds, however many companies they found one after the other.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member, Visitor } from '#lib/access/caller.ts'
import { resolveMember } from '#lib/access/resolve-member.ts'
import { foundCompany } from '#lib/company/found-company.ts'
import { age } from '#tests/support/ageing.ts'
import { addMember, aVisitor } from '#tests/support/company.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { choosePlan } from './choose-plan.ts'
import { countChatView } from './count-chat-view.ts'

let world: VerbWorld
let visitor: Visitor
let first: Member

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  visitor = aVisitor()
  first = await founded(visitor)
})

async function founded(by: Visitor): Promise<Member> {
  const companyId = await foundCompany(by)
  const member = await resolveMember(by, companyId)
  if (!member) throw new Error('nobody')
  return member
}

/** To somebody else, and the founder leaves. */
async function handOver({ companyId, userId }: Member): Promise<void> {
  await addMember(world.sql, companyId, { role: 'owner' })
  await world.sql.query('delete from members where company_id = $1 and user_id = $2', [companyId, userId])
}

async function look(member: Member, times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    await countChatView(member)
    await age(world.sql, member.companyId, { days: 11 / (24 * 60) })
  }
}
const left = async (member: Member) => {
  const { standing, freeChatViewsLeft } = await countChatView(member)
  return [standing, freeChatViewsLeft]
}

describe('whoever hands a company over and founds another', () => {
  it('goes on counting where they were', async () => {
    await look(first, 2)
    await handOver(first)
    const second = await founded(visitor)
    expect(second.companyId).not.toBe(first.companyId)
    expect(await left(second)).toEqual(['looking', 0])
  })

  it('has looked when nothing was left, also under another spelling of the address, and the third time', async () => {
    await look(first, 4)
    await handOver(first)
    expect(await left(await founded(visitor))).toEqual(['looked', 0])
    const [name, domain] = visitor.email.split('@')
    const again = await founded({ ...aVisitor(), email: `${name}+again@${domain}` })
    expect(await left(again)).toEqual(['looked', 0])
    expect(await outcome(() => choosePlan(again, { planKey: 'studio' }))).toBe('done')
  })

  it('has looked after a trial', async () => {
    await choosePlan(first, { planKey: 'studio' })
    await handOver(first)
    expect(await left(await founded(visitor))).toEqual(['looked', 0])
  })

  it('has all of it where nothing of it was used', async () => {
    await handOver(first)
    expect(await left(await founded(visitor))).toEqual(['looking', 2])
  })
})

it('is not counted for who owns or works in several companies and founded none of them', async () => {
  await look(first, 4)
  const honest = aVisitor()
  await addMember(world.sql, first.companyId, { role: 'owner', person: honest })
  expect(await left(await founded(honest))).toEqual(['looking', 2])
})

it('asked for twice is one founding, whose views stay', async () => {
  await look(first, 1)
  expect((await founded(visitor)).companyId).toBe(first.companyId)
  expect(await left(first)).toEqual(['looking', 1])
})
