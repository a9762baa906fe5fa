import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { addCompany } from '#tests/support/company.ts'
import { addDesk, addHost } from '#tests/support/employee.ts'
import { letStand } from '#tests/support/standings.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { fire } from './fire.ts'
import { hire } from './hire.ts'

let world: VerbWorld
let owner: Member
let hostId: string
let other: pg.Client

beforeAll(async () => {
  world = await openVerbWorld()
  other = new pg.Client({ connectionString: world.databaseUrl })
  await other.connect()
})
afterAll(async () => {
  await other.end()
  await world.close()
})
beforeEach(async () => {
  await world.sql.query("update desks set desired_state = 'absent' where employee_id is null")
  owner = (await addCompany(world.sql, { planKey: 'company' })).owner
  hostId = await addHost(world.sql)
})

const person = { roleKey: 'executive-assistant', name: 'Ada' }
const ready = { observed_state: 'ready', observed_phase: 'ready', observed_generation: 1 }
const addWarm = (columns = {}) => addDesk(world.sql, { host_id: hostId, ...ready, ...columns })

async function deskOf(employeeId: string) {
  const { rows } = await world.sql.query('select * from desks where employee_id = $1', [employeeId])
  expect(rows).toHaveLength(1)
  return rows[0]
}

const drain = async (client: pg.Client, deskId: string) =>
  (await client.query('select deskhand.drain_warm_desk($1) as drained', [deskId])).rows[0].drained

describe('a hire where a warm desk waits', () => {
  it('takes it, and the desk is starting until its employee has moved in', async () => {
    const warm = await addWarm()
    const employee = await hire(owner, person)
    expect(employee).toMatchObject({ lifecycle: 'starting', desk: { phase: 'moving_in' } })
    expect(await deskOf(employee.id)).toMatchObject({
      id: warm,
      company_id: owner.companyId,
      host_id: hostId,
      observed_state: 'starting',
    })
  })

  it('takes the one that waits longest', async () => {
    const [, second] = [await addWarm({ created_at: new Date() }), await addWarm({ created_at: new Date(0) })]
    expect((await deskOf((await hire(owner, person)).id)).id).toBe(second)
  })

  it.each([
    ['is not ready', { observed_state: 'starting', observed_phase: 'warming_up' }],
    ['is of an older generation', { desired_generation: 2 }],
    ['complains', { observed_complaint: { code: 'home_full', text: 'x', action: 'x' } }],
    ['shall go', { desired_state: 'absent' }],
  ])('does not take one that %s', async (_, columns) => {
    await addWarm(columns)
    expect(await deskOf((await hire(owner, person)).id)).toMatchObject({
      host_id: null,
      observed_state: 'none',
    })
  })

  it('does not take one of a host that has not been seen for a while', async () => {
    await addWarm()
    await world.sql.query("update hosts set seen_at = now() - interval '31 seconds' where id = $1", [hostId])
    expect((await deskOf((await hire(owner, person)).id)).host_id).toBeNull()
  })

  it('that comes to nothing leaves it for the next', async () => {
    const warm = await addWarm()
    await letStand(world.sql, owner.companyId, 'stopped')
    await expect(hire(owner, person)).rejects.toMatchObject({ code: 'payment_required' })
    const next = (await addCompany(world.sql, { planKey: 'solo' })).owner
    expect((await deskOf((await hire(next, person)).id)).id).toBe(warm)
  })
})

describe('twenty hires at once and three warm desks', () => {
  it('give each of them to one, and everybody has a desk', async () => {
    const warm = [await addWarm(), await addWarm(), await addWarm()]
    const owners: Member[] = []
    while (owners.length < 20) owners.push((await addCompany(world.sql, { planKey: 'solo' })).owner)
    const hired = await Promise.all(owners.map((one) => hire(one, person)))
    const desks = []
    for (const { id } of hired) desks.push(await deskOf(id))
    expect(new Set(desks.map(({ id }) => id)).size).toBe(20)
    expect(desks.filter(({ id }) => warm.includes(id))).toHaveLength(3)
    for (const [place, desk] of desks.entries()) expect(desk.company_id).toBe(owners[place]?.companyId)
  })
})

describe('a desk that is drained while somebody is hired', () => {
  const claim = async (client: pg.Client, employeeId: string) =>
    (await client.query('select deskhand.claim_warm_desk($1) as claimed', [employeeId])).rows[0].claimed
  const asOwner = async (client: pg.Client) => {
    await client.query(
      "select set_config('deskhand.user_id', $1, true), set_config('deskhand.company_id', $2, true)",
      [owner.userId, owner.companyId],
    )
  }
  /** Somebody without a desk, so that only the claim is looked at. */
  const bare = async () => {
    const { id } = await hire(owner, person)
    await world.sql.query('update desks set desired_state = $1 where employee_id = $2', ['absent', id])
    return id
  }

  it('after the claim stays with them', async () => {
    const id = await bare()
    const warm = await addWarm()
    await other.query('begin')
    await asOwner(other)
    expect(await claim(other, id)).toBe(warm)
    const drained = drain(world.sql, warm)
    await other.query('commit')
    expect(await drained).toBe(false)
  })

  it('before it is not given to anybody', async () => {
    const id = await bare()
    const warm = await addWarm()
    await other.query('begin')
    expect(await drain(other, warm)).toBe(true)
    await world.sql.query('begin')
    await asOwner(world.sql)
    expect(await claim(world.sql, id)).toBeNull()
    await world.sql.query('commit')
    await other.query('commit')
  })

  it('is never given to an employee of another company than the caller’s', async () => {
    const stranger = await hire((await addCompany(world.sql, { planKey: 'solo' })).owner, person)
    await addWarm()
    await other.query('begin')
    await asOwner(other)
    expect(await claim(other, stranger.id)).toBeNull()
    await other.query('rollback')
  })
})

it('somebody fired while they move in keeps that desk, stopped, for the time to undo', async () => {
  const warm = await addWarm()
  const { id } = await hire(owner, person)
  await fire(owner, { id })
  expect(await deskOf(id)).toMatchObject({ id: warm, desired_state: 'stopped' })
})
