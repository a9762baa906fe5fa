import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { resolveMember } from '#lib/access/resolve-member.ts'
import { choosePlan } from '#lib/billing/choose-plan.ts'
import { fire } from '#lib/employee/fire.ts'
import { hire } from '#lib/employee/hire.ts'
import { addCompany, addInvitation, addKey, addMember, aVisitor } from '#tests/support/company.ts'
import { auditOf, openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import { changeCompany } from './change-company.ts'
import { companyNameFor, foundCompany } from './found-company.ts'
import { readMe } from './read-me.ts'

let world: VerbWorld
let owner: Member

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql, { planKey: null })).owner
})

const person = { roleKey: 'executive-assistant', name: 'Ada' }

describe('founding', () => {
  it('makes the visitor owner of a company without a plan', async () => {
    const visitor = aVisitor('ada@lovelace-works.com')
    await foundCompany(visitor, { founderName: 'Ada' })
    const member = await resolveMember(visitor)
    if (!member) throw new Error('nobody')
    expect(member).toMatchObject({ role: 'owner', displayName: 'Ada' })
    expect(await readMe(member)).toMatchObject({
      company: { name: 'Lovelace Works', about: '' },
      entitlement: {
        standing: 'looking',
        mayRun: true,
        planKey: null,
        maxEmployees: 1,
        employees: 0,
        trialEndsAt: null,
        freeChatViewsLeft: 3,
      },
    })
  })

  it('twice, even at the same time, is one company', async () => {
    const visitor = aVisitor()
    const ids = await Promise.all([foundCompany(visitor), foundCompany(visitor), foundCompany(visitor)])
    expect(new Set(ids).size).toBe(1)
    expect(await foundCompany(visitor)).toBe(ids[0])
  })

  it.each([
    ['ada@lovelace-works.com', 'Lovelace Works'],
    ['grace.hopper@gmail.com', "Grace's company"],
    ['@gmail.com', 'My company'],
  ])('names the company of %s %s', (email, name) => {
    expect(companyNameFor(email)).toBe(name)
  })

  it('takes an endless name and shortens it', async () => {
    expect(await outcome(() => foundCompany(aVisitor(), { name: '👋'.repeat(200) }))).toBe('done')
  })
})

describe('changing a company', () => {
  it('changes what is named, trimmed, and says so in the audit', async () => {
    await changeCompany(owner, { about: ' We build looms. ' })
    await changeCompany(owner, { name: 'Looms' })
    await changeCompany(owner, {})
    expect((await readMe(owner)).company).toMatchObject({ name: 'Looms', about: 'We build looms.' })
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['company.changed', 'company.changed'])
  })

  it('says when plans wait for a person', async () => {
    expect((await readMe(owner)).company.planApproval).toBe('risky')
    await changeCompany(owner, { planApproval: 'always' })
    expect((await readMe(owner)).company.planApproval).toBe('always')
    const sometimes = JSON.parse('{"planApproval":"sometimes"}')
    expect(await outcome(async () => changeCompany(owner, sometimes))).toBe('invalid')
  })

  it('refuses no name, endless words and members', async () => {
    const member = await addMember(world.sql, owner.companyId)
    expect(await outcome(async () => changeCompany(owner, { name: ' ' }))).toBe('invalid')
    expect(await outcome(async () => changeCompany(owner, { about: 'x'.repeat(4001) }))).toBe('invalid')
    expect(await outcome(async () => changeCompany(member, { name: 'Mine' }))).toBe('not_allowed')
  })

  it('changes no other company', async () => {
    const { owner: stranger, name } = await addCompany(world.sql)
    await changeCompany(owner, { name: 'Mine' })
    expect((await readMe(stranger)).company.name).toBe(name)
  })
})

describe('a plan', () => {
  it('starts the trial when it is first chosen, and only then', async () => {
    await choosePlan(owner, { planKey: 'solo' })
    const first = await readMe(owner)
    expect(first.entitlement).toMatchObject({ planKey: 'solo', maxEmployees: 1 })
    expect(Date.parse(first.entitlement.trialEndsAt ?? '')).toBeGreaterThan(Date.now())
    await choosePlan(owner, { planKey: 'studio' })
    await choosePlan(owner, { planKey: 'studio' })
    const second = await readMe(owner)
    expect(second.entitlement).toMatchObject({
      planKey: 'studio',
      trialEndsAt: first.entitlement.trialEndsAt,
    })
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['plan.chosen', 'plan.chosen'])
  })

  it('is refused when more employees work here than it allows', async () => {
    await choosePlan(owner, { planKey: 'studio' })
    const { id } = await hire(owner, person)
    await hire(owner, { ...person, name: 'Grace' })
    expect(await outcome(() => choosePlan(owner, { planKey: 'solo' }))).toBe('limit_reached')
    await fire(owner, { id })
    expect(await outcome(() => choosePlan(owner, { planKey: 'solo' }))).toBe('done')
  })

  it('is refused when there are more people than it has room for, open invitations included', async () => {
    const company = await addCompany(world.sql, { planKey: null })
    await addInvitation(world.sql, company)
    expect(await outcome(() => choosePlan(company.owner, { planKey: 'solo' }))).toBe('limit_reached')
    await world.sql.query('update invitations set revoked_at = now() where company_id = $1', [
      company.companyId,
    ])
    expect(await outcome(() => choosePlan(company.owner, { planKey: 'solo' }))).toBe('done')
  })

  it('cannot become smaller while somebody is hired into it', async () => {
    await choosePlan(owner, { planKey: 'studio' })
    await hire(owner, person)
    const results = await outcomes([
      () => choosePlan(owner, { planKey: 'solo' }),
      () => hire(owner, { ...person, name: 'Grace' }),
    ])
    expect(results).toEqual(['done', 'limit_reached'])
  })

  it('is one of those there are, chosen by owners, admins and keys that administer', async () => {
    expect(await outcome(async () => choosePlan(owner, { planKey: 'gold' }))).toBe('invalid')
    const member = await addMember(world.sql, owner.companyId)
    expect(await outcome(async () => choosePlan(member, { planKey: 'solo' }))).toBe('not_allowed')
    const writer = await addKey(world.sql, owner.companyId, { scopes: ['write'] })
    expect(await outcome(async () => choosePlan(writer, { planKey: 'solo' }))).toBe('not_allowed')
    const manager = await addKey(world.sql, owner.companyId, { scopes: ['admin'] })
    expect(await outcome(() => choosePlan(manager, { planKey: 'studio' }))).toBe('done')
  })
})
