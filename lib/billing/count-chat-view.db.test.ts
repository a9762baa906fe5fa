import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { age } from '#tests/support/ageing.ts'
import { addCompany, addMember } from '#tests/support/company.ts'
import { letStand } from '#tests/support/standings.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { choosePlan } from './choose-plan.ts'
import { countChatView } from './count-chat-view.ts'

let world: VerbWorld
let owner: Member

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql, { planKey: null })).owner
})

const minute = 1 / (24 * 60)
const later = (minutes: number) => age(world.sql, owner.companyId, { days: minutes * minute })
const view = async (member = owner) => {
  const { standing, freeChatViewsLeft } = await countChatView(member)
  return [standing, freeChatViewsLeft]
}

describe('opening the chat without a plan', () => {
  it('is free three times; the fourth is where the looking ends', async () => {
    const seen = []
    for (let count = 0; count < 5; count++) {
      seen.push(await view())
      await later(11)
    }
    expect(seen).toEqual([
      ['looking', 2],
      ['looking', 1],
      ['looking', 0],
      ['looked', 0],
      ['looked', 0],
    ])
    const { rows } = await world.sql.query('select deskhand.may_run($1) as "mayRun"', [owner.companyId])
    expect(rows[0].mayRun).toBe(false)
  })

  it('again within ten minutes of the last that counted is the same opening', async () => {
    await view()
    for (let count = 0; count < 3; count++) {
      await later(3)
      expect(await view()).toEqual(['looking', 2])
    }
    await later(2)
    expect(await view()).toEqual(['looking', 1])
  })

  it('by twenty people in one moment is one', async () => {
    const people = [owner]
    while (people.length < 20) people.push(await addMember(world.sql, owner.companyId))
    await Promise.all(people.map((one) => countChatView(one)))
    expect(await view()).toEqual(['looking', 2])
  })
})

it('is not counted with a plan, and choosing one ends the counting', async () => {
  await letStand(world.sql, owner.companyId, 'looked')
  await choosePlan(owner, { planKey: 'studio' })
  for (let count = 0; count < 6; count++) {
    expect(await view()).toEqual(['trial', null])
    await later(11)
  }
})
