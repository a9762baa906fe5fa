import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { addCompany, addMember } from '#tests/support/company.ts'
import { auditOf, openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import { changeMemberRole } from './change-member-role.ts'
import { listMembers } from './list-members.ts'
import { removeMember } from './remove-member.ts'

let world: VerbWorld
let owner: Member
let admin: Member
let member: Member

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql)).owner
  admin = await addMember(world.sql, owner.companyId, { role: 'admin' })
  member = await addMember(world.sql, owner.companyId)
})

async function rolesOf(asked: Member): Promise<string[]> {
  return (await listMembers(asked)).map(({ role }) => role)
}

describe('roles', () => {
  it('are changed by owners and admins', async () => {
    await changeMemberRole(admin, { userId: member.userId, role: 'admin' })
    await changeMemberRole(owner, { userId: admin.userId, role: 'owner' })
    expect(await rolesOf(owner)).toEqual(['owner', 'owner', 'admin'])
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['member.role_changed', 'member.role_changed'])
  })

  it('of owners are changed by owners alone', async () => {
    expect(await outcome(() => changeMemberRole(admin, { userId: member.userId, role: 'owner' }))).toBe(
      'not_allowed',
    )
    expect(await outcome(() => changeMemberRole(admin, { userId: owner.userId, role: 'member' }))).toBe(
      'not_allowed',
    )
    expect(await outcome(() => changeMemberRole(admin, { userId: admin.userId, role: 'owner' }))).toBe(
      'not_allowed',
    )
    expect(await rolesOf(owner)).toEqual(['owner', 'admin', 'member'])
  })

  it('are not changed by members', async () => {
    expect(await outcome(() => changeMemberRole(member, { userId: member.userId, role: 'admin' }))).toBe(
      'not_allowed',
    )
  })

  it('always leave an owner', async () => {
    expect(await outcome(() => changeMemberRole(owner, { userId: owner.userId, role: 'member' }))).toBe(
      'last_owner',
    )
    expect(await rolesOf(owner)).toEqual(['owner', 'admin', 'member'])
    expect(await auditOf(world.sql, owner.companyId)).toEqual([])
  })

  it('leave an owner even when two owners step down at the same time', async () => {
    await changeMemberRole(owner, { userId: admin.userId, role: 'owner' })
    const second: Member = { ...admin, role: 'owner' }
    expect(
      await outcomes([
        () => changeMemberRole(owner, { userId: owner.userId, role: 'admin' }),
        () => changeMemberRole(second, { userId: second.userId, role: 'admin' }),
      ]),
    ).toEqual(['done', 'last_owner'])
  })
})

describe('leaving', () => {
  it('is for everybody, and removing for owners and admins', async () => {
    expect(await outcome(() => removeMember(member, { userId: admin.userId }))).toBe('not_allowed')
    await removeMember(member, { userId: member.userId })
    await removeMember(owner, { userId: admin.userId })
    expect(await rolesOf(owner)).toEqual(['owner'])
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['member.left', 'member.removed'])
  })

  it('is not for the last owner', async () => {
    expect(await outcome(() => removeMember(owner, { userId: owner.userId }))).toBe('last_owner')
    expect(await rolesOf(owner)).toEqual(['owner', 'admin', 'member'])
  })

  it('is for one of two owners who remove each other', async () => {
    await changeMemberRole(owner, { userId: admin.userId, role: 'owner' })
    const second: Member = { ...admin, role: 'owner' }
    const removed = await outcomes([
      () => removeMember(owner, { userId: second.userId }),
      () => removeMember(second, { userId: owner.userId }),
    ])
    expect(removed.filter((one) => one === 'done')).toEqual(['done'])
    const { rows } = await world.sql.query(
      "select role from members where company_id = $1 and role = 'owner'",
      [owner.companyId],
    )
    expect(rows.length).toBe(1)
  })

  it('makes nothing of the company visible any more', async () => {
    await removeMember(member, { userId: member.userId })
    expect(await outcome(async () => expect(await listMembers(member)).toEqual([]))).toBe('done')
  })

  it('of an owner is not for admins', async () => {
    expect(await outcome(() => removeMember(admin, { userId: owner.userId }))).toBe('not_allowed')
  })
})

describe('people of others', () => {
  it('look like people who do not exist', async () => {
    const { owner: stranger } = await addCompany(world.sql)
    for (const userId of [stranger.userId, randomUUID()]) {
      expect(await outcome(() => removeMember(owner, { userId }))).toBe('not_found')
      expect(await outcome(() => changeMemberRole(owner, { userId, role: 'admin' }))).toBe('not_found')
    }
    expect(await rolesOf(stranger)).toEqual(['owner'])
  })
})
