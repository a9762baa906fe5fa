import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { listEmployees } from '#lib/employee/list-employees.ts'
import { addCompany, addMember } from '#tests/support/company.ts'
import { letStand } from '#tests/support/standings.ts'
import { openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import { launchHireDraft } from './launch-hire-draft.ts'
import { readHireDraft } from './read-hire-draft.ts'
import { saveHireDraft } from './save-hire-draft.ts'

let world: VerbWorld
let owner: Member

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql, { planKey: 'studio' })).owner
})

const whole = { roleKey: 'executive-assistant', name: 'Ada', toneKey: 'witty' } as const

async function namesOf(member: Member): Promise<string[]> {
  return (await listEmployees(member, { limit: 50 })).items.map(({ name }) => name)
}

describe('a draft', () => {
  it('is empty at first and keeps what was saved, field by field', async () => {
    expect(await readHireDraft(owner)).toMatchObject({ step: 'plan', roleKey: null, employeeId: null })
    await saveHireDraft(owner, { step: 'role', roleKey: whole.roleKey, skills: [] })
    await saveHireDraft(owner, { name: 'Ada' })
    expect(await readHireDraft(owner)).toMatchObject({
      step: 'role',
      roleKey: whole.roleKey,
      skills: [],
      name: 'Ada',
    })
  })

  it('keeps what is not right yet: it is checked when it is launched', async () => {
    await saveHireDraft(owner, { ...whole, toneKey: 'own', toneWords: '' })
    expect(await outcome(() => launchHireDraft(owner))).toBe('invalid')
    expect(await readHireDraft(owner)).toMatchObject({ name: 'Ada', toneKey: 'own' })
  })

  it('is of one person alone', async () => {
    const admin = await addMember(world.sql, owner.companyId, { role: 'admin' })
    await saveHireDraft(owner, whole)
    expect(await readHireDraft(admin)).toMatchObject({ name: null })
  })

  it('refuses fields and steps there are not', async () => {
    expect(await outcome(async () => saveHireDraft(owner, { name: 'x'.repeat(301) }))).toBe('invalid')
    expect(await outcome(async () => saveHireDraft(owner, JSON.parse('{"step":"party"}')))).toBe('invalid')
    expect(await outcome(async () => saveHireDraft(owner, JSON.parse('{"employeeId":"x"}')))).toBe('invalid')
  })
})

describe('launching', () => {
  it('hires once, however often and from however many tabs it is pressed', async () => {
    await saveHireDraft(owner, whole)
    const hired = await Promise.all(Array.from({ length: 5 }, () => launchHireDraft(owner)))
    expect(new Set(hired.map(({ id }) => id)).size).toBe(1)
    expect((await launchHireDraft(owner)).id).toBe(hired[0]?.id)
    expect(await namesOf(owner)).toEqual(['Ada'])
  })

  it('is followed by a fresh draft', async () => {
    await saveHireDraft(owner, whole)
    await launchHireDraft(owner)
    await saveHireDraft(owner, { name: 'Grace' })
    expect(await readHireDraft(owner)).toMatchObject({ name: 'Grace', roleKey: null, employeeId: null })
  })

  it('gives the last seat to one of two drafts', async () => {
    const { owner: solo } = await addCompany(world.sql, { planKey: 'solo' })
    const admin = await addMember(world.sql, solo.companyId, { role: 'admin' })
    await saveHireDraft(solo, whole)
    await saveHireDraft(admin, { ...whole, name: 'Grace' })
    expect(await outcomes([() => launchHireDraft(solo), () => launchHireDraft(admin)])).toEqual([
      'done',
      'limit_reached',
    ])
    expect((await namesOf(solo)).length).toBe(1)
  })

  it('needs a plan, a role and a name, and keeps what was entered', async () => {
    expect(await outcome(() => launchHireDraft(owner))).toBe('invalid')
    const { owner: poor } = await addCompany(world.sql)
    await letStand(world.sql, poor.companyId, 'looked')
    await saveHireDraft(poor, whole)
    expect(await outcome(() => launchHireDraft(poor))).toBe('payment_required')
    expect(await readHireDraft(poor)).toMatchObject({ name: 'Ada', employeeId: null })
  })

  it('is not for members', async () => {
    const member = await addMember(world.sql, owner.companyId)
    await saveHireDraft(member, whole)
    expect(await outcome(async () => launchHireDraft(member))).toBe('not_allowed')
  })
})
