// What sweeps do, without the sweep around it: each act sees for itself whether it may.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Standing } from '#lib/wire/me.ts'
import { age } from '#tests/support/ageing.ts'
import { addCompany } from '#tests/support/company.ts'
import { insertSubscription, letStand } from '#tests/support/standings.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { asBefore, desksOf, employ } from './testing/staff.ts'

let world: VerbWorld
let id: string

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  id = (await addCompany(world.sql)).companyId
  await employ(world.sql, id)
})
const desks = () => desksOf(world.sql, id)

describe('the act itself', () => {
  const act = async (call: string) => {
    await world.sql.query('begin; set local role deskhand_orchestrator')
    const { rows } = await world.sql.query(call, [id])
    await world.sql.query('commit')
    return rows
  }
  const removeNow = () => act(`select employee_id from deskhand.remove_homes($1, interval '0')`)
  const haltNow = () => act('select deskhand.halt_desks($1)')
  const warn = () =>
    world.sql.query(
      `insert into mails (company_id, dedupe_key, recipient, template, sent_at)
        values ($1, gen_random_uuid(), 'ada@example.com', 'removal-warning', now())`,
      [id],
    )
  const hint = () =>
    world.sql.query(
      `insert into billing_customers (company_id, stripe_customer_id, sync_wanted, sync_done, synced_at)
        values ($1, $2, 1, 0, now())`,
      [id, `cus_${id.replaceAll('-', '')}`],
    )
  const due = async (standing: Standing) => {
    await letStand(world.sql, id, standing)
    await age(world.sql, id, { days: 40 })
    await warn()
  }

  it('removes homes where everything is so', async () => {
    await due('stopped')
    expect(await removeNow()).toHaveLength(3)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['whoever pays', () => due('paying')],
    ['a suspended company', () => due('suspended')],
    ['whoever may have paid, as a hint says that nobody followed', () => due('stopped').then(hint)],
    [
      'whoever was not warned since it ended',
      () => letStand(world.sql, id, 'trial').then(() => age(world.sql, id, { days: 40 })),
    ],
    ['whoever has days left', () => letStand(world.sql, id, 'stopped').then(warn)],
    [
      'whoever pays again, though nobody has settled that',
      () => due('stopped').then(() => insertSubscription(world.sql, id, {})),
    ],
  ])('leaves %s alone', async (_, make) => {
    await make()
    expect(await removeNow()).toEqual([])
    expect(await desks()).toEqual(asBefore)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['whoever pays', () => letStand(world.sql, id, 'paying')],
    ['a trial', () => letStand(world.sql, id, 'trial')],
    [
      'whoever may have paid, as a hint says that nobody followed',
      () => letStand(world.sql, id, 'stopped').then(hint),
    ],
  ])('stops no desk of %s', async (_, make) => {
    await make()
    await haltNow()
    expect(await desks()).toEqual(asBefore)
  })
})
