import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { addCompany, addKey, addMember } from '#tests/support/company.ts'
import { letStand } from '#tests/support/standings.ts'
import { auditOf, openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import { fire, takeBack } from './fire.ts'
import { hire } from './hire.ts'
import { listEmployees } from './list-employees.ts'
import { readEmployee } from './read-employee.ts'
import { pauseEmployee, provisionEmployee, restartEmployee, startEmployee } from './steer-desk.ts'
import { updateEmployee } from './update-employee.ts'

let world: VerbWorld
let owner: Member

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql, { planKey: 'studio' })).owner
})

const person = { roleKey: 'executive-assistant', name: 'Ada' }

async function deskOf(employeeId: string) {
  const { rows } = await world.sql.query('select * from desks where employee_id = $1', [employeeId])
  return rows[0]
}

describe('hiring', () => {
  it('makes an employee, a conversation and a desk that shall run, and says so in the audit', async () => {
    const employee = await hire(owner, { ...person, skills: [] })
    expect(employee).toMatchObject({ name: 'Ada', lifecycle: 'starting', skills: [], toneKey: 'friendly' })
    expect(await deskOf(employee.id)).toMatchObject({ desired_state: 'running', observed_state: 'none' })
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['employee.hired'])
  })

  it('takes skills and model of the role when none are named', async () => {
    const employee = await hire(owner, person)
    expect(employee.skills.length).toBeGreaterThan(0)
    expect(employee.model).toMatch(/^claude-/)
  })

  it('needs a plan', async () => {
    const { owner: poor } = await addCompany(world.sql)
    await letStand(world.sql, poor.companyId, 'looked')
    expect(await outcome(() => hire(poor, person))).toBe('payment_required')
  })

  it('gives the last seat to one of two who ask at the same time', async () => {
    const { owner: solo } = await addCompany(world.sql, { planKey: 'solo' })
    expect(
      await outcomes([() => hire(solo, person), () => hire(solo, person), () => hire(solo, person)]),
    ).toEqual(['done', 'limit_reached', 'limit_reached'])
    expect((await listEmployees(solo, { limit: 50 })).items.length).toBe(1)
  })

  it('is for owners, admins and keys that may write', async () => {
    const admin = await addMember(world.sql, owner.companyId, { role: 'admin' })
    const member = await addMember(world.sql, owner.companyId)
    expect(await outcome(() => hire(admin, person))).toBe('done')
    expect(await outcome(() => hire(member, person))).toBe('not_allowed')
    const reader = await addKey(world.sql, owner.companyId, { scopes: ['read'] })
    expect(await outcome(() => hire(reader, person))).toBe('not_allowed')
    const writer = await addKey(world.sql, owner.companyId)
    expect(await outcome(() => hire(writer, person))).toBe('done')
  })

  it.each<[string, Partial<Parameters<typeof hire>[1]>]>([
    ['an unknown role', { roleKey: 'king' }],
    ['a skill of another role', { skills: ['web-research', 'world-domination'] }],
    ['an unknown model', { model: 'gpt-4' }],
    ['a name of nothing visible', { name: '\u200b ' }],
    ['own words that are missing', { toneKey: 'own', toneWords: ' ' }],
  ])('refuses %s and changes nothing', async (_, wrong) => {
    expect(await outcome(() => hire(owner, { ...person, ...wrong }))).toBe('invalid')
    expect((await listEmployees(owner, { limit: 50 })).items).toEqual([])
  })

  it.each(['../../etc', '$(id)', "'; drop table employees; --", '👩‍💻'.repeat(20), 'x'.repeat(300)])(
    'takes "%s" for a name like any other',
    async (name) => {
      expect((await hire(owner, { ...person, name })).name).toBe(name)
    },
  )
})

describe('changing an employee', () => {
  it('changes what is named and nothing else', async () => {
    const { id, ...before } = await hire(owner, person)
    const after = await updateEmployee(owner, { id, toneKey: 'own', toneWords: 'Like a pirate.' })
    expect(after).toEqual({ ...before, id, toneKey: 'own', toneWords: 'Like a pirate.' })
  })

  it('keeps both of two changes made at the same time', async () => {
    const { id } = await hire(owner, person)
    await Promise.all([
      updateEmployee(owner, { id, name: 'Grace' }),
      updateEmployee(owner, { id, personality: 'Curious.' }),
      updateEmployee(owner, { id, allowanceMicros: 5 }),
    ])
    expect(await readEmployee(owner, { id })).toMatchObject({
      name: 'Grace',
      personality: 'Curious.',
      allowanceMicros: 5,
    })
  })

  it('leaves the allowance to owners and admins', async () => {
    const { id } = await hire(owner, person)
    const member = await addMember(world.sql, owner.companyId)
    expect(() => updateEmployee(member, { id, allowanceMicros: 5 })).toThrow(
      expect.objectContaining({ code: 'not_allowed' }),
    )
    expect(await updateEmployee(member, { id, name: 'Grace' })).toMatchObject({ allowanceMicros: null })
  })

  it('has no allowance of their own from a key that may hire and not change allowances', async () => {
    const key = await addKey(world.sql, owner.companyId, { scopes: ['write'] })
    expect(await outcome(async () => hire(key, { ...person, allowanceMicros: 900_000_000 }))).toBe(
      'not_allowed',
    )
    expect(await hire(key, person)).toMatchObject({ allowanceMicros: null })
  })

  it('with no change at all is no change', async () => {
    const { id } = await hire(owner, person)
    await updateEmployee(owner, { id })
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['employee.hired'])
  })

  it('forgets own words with another tone, and takes an allowance away', async () => {
    const { id } = await hire(owner, { ...person, toneKey: 'own', toneWords: 'Dry.', allowanceMicros: 1 })
    expect(await updateEmployee(owner, { id, toneKey: 'witty', allowanceMicros: null })).toMatchObject({
      toneKey: 'witty',
      toneWords: '',
      allowanceMicros: null,
    })
  })
})

describe('steering a desk', () => {
  it('turns what people want into the desired state', async () => {
    const { id } = await hire(owner, person)
    expect(await pauseEmployee(owner, { id })).toMatchObject({ lifecycle: 'paused' })
    expect(await deskOf(id)).toMatchObject({
      desired_state: 'stopped',
      desired_nudge: 1,
      desired_generation: 1,
    })
    expect(await startEmployee(owner, { id })).toMatchObject({ lifecycle: 'starting' })
    await restartEmployee(owner, { id })
    await provisionEmployee(owner, { id })
    expect(await deskOf(id)).toMatchObject({
      desired_state: 'running',
      desired_nudge: 4,
      desired_generation: 3,
    })
    expect((await auditOf(world.sql, owner.companyId)).slice(1)).toEqual([
      'employee.paused',
      'employee.started',
      'employee.restarted',
      'employee.provisioned',
    ])
  })

  it('is nothing for somebody who is leaving', async () => {
    const { id } = await hire(owner, person)
    await fire(owner, { id })
    for (const steer of [startEmployee, pauseEmployee, restartEmployee, provisionEmployee]) {
      expect(await outcome(() => steer(owner, { id }))).toBe('conflict')
    }
  })
})

describe('firing', () => {
  it('stops the desk, keeps the home for three days, and can be undone', async () => {
    const { id } = await hire(owner, person)
    const leaving = await fire(owner, { id })
    expect(leaving.lifecycle).toBe('leaving')
    const keptMs = Date.parse(leaving.homeKeptUntil ?? '') - Date.parse(leaving.firedAt ?? '')
    expect(keptMs).toBe(3 * 24 * 60 * 60 * 1000)
    expect(await deskOf(id)).toMatchObject({ desired_state: 'stopped' })
    expect(await takeBack(owner, { id })).toMatchObject({ lifecycle: 'starting', firedAt: null })
  })

  it('twice changes nothing the second time', async () => {
    const { id } = await hire(owner, person)
    const first = await fire(owner, { id })
    expect(await fire(owner, { id })).toEqual(first)
    expect((await auditOf(world.sql, owner.companyId)).length).toBe(2)
  })

  it('frees the seat, and taking back needs one', async () => {
    const { owner: solo } = await addCompany(world.sql, { planKey: 'solo' })
    const { id } = await hire(solo, person)
    await fire(solo, { id })
    await hire(solo, { ...person, name: 'Grace' })
    expect(await outcome(() => takeBack(solo, { id }))).toBe('limit_reached')
  })

  it('gives a seat that came free to one of two who want it', async () => {
    const { owner: solo } = await addCompany(world.sql, { planKey: 'solo' })
    const { id } = await hire(solo, person)
    await fire(solo, { id })
    expect(await outcomes([() => takeBack(solo, { id }), () => hire(solo, person)])).toEqual([
      'done',
      'limit_reached',
    ])
  })

  it('cannot be undone once the home is being cleared away', async () => {
    const { id } = await hire(owner, person)
    await fire(owner, { id })
    await world.sql.query("update desks set desired_state = 'absent' where employee_id = $1", [id])
    expect(await outcome(() => takeBack(owner, { id }))).toBe('gone')
    expect((await readEmployee(owner, { id })).lifecycle).toBe('leaving')
  })

  it('is for owners and admins', async () => {
    const { id } = await hire(owner, person)
    const member = await addMember(world.sql, owner.companyId)
    expect(await outcome(() => fire(member, { id }))).toBe('not_allowed')
    expect(await outcome(() => pauseEmployee(member, { id }))).toBe('done')
  })
})

describe('employees of others', () => {
  it('look like employees that do not exist', async () => {
    const { owner: stranger } = await addCompany(world.sql, { planKey: 'studio' })
    const { id } = await hire(stranger, person)
    for (const verb of [
      readEmployee,
      fire,
      takeBack,
      startEmployee,
      pauseEmployee,
      restartEmployee,
      provisionEmployee,
      updateEmployee,
    ]) {
      expect(await outcome(() => verb(owner, { id }))).toBe('not_found')
      expect(await outcome(() => verb(owner, { id: randomUUID() }))).toBe('not_found')
      expect(await outcome(() => verb(owner, { id: 'no-id-at-all' }))).toBe('not_found')
    }
    expect((await readEmployee(stranger, { id })).lifecycle).toBe('starting')
  })

  it('are not listed', async () => {
    const { owner: stranger } = await addCompany(world.sql, { planKey: 'studio' })
    await hire(stranger, person)
    expect((await listEmployees(owner, { limit: 50 })).items).toEqual([])
  })
})
