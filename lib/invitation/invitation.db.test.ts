import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member, Visitor } from '#lib/access/caller.ts'
import { readMemberships, resolveMember } from '#lib/access/resolve-member.ts'
import { addCompany, addInvitation, addMember, aVisitor, type Company } from '#tests/support/company.ts'
import { auditOf, openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { inviteMember } from './invite-member.ts'
import { listInvitations } from './list-invitations.ts'
import { readInvitation } from './read-invitation.ts'
import { revokeInvitation } from './revoke-invitation.ts'

let world: VerbWorld
let company: Company
let owner: Member
const siteUrl = 'https://deskhand.example'

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  company = await addCompany(world.sql, { planKey: 'studio', name: 'Lovelace Works' })
  owner = company.owner
})

const invite = (email: string, role: 'owner' | 'admin' | 'member' = 'member', by = owner) =>
  inviteMember(by, { email, role, siteUrl })

async function mailTo(email: string): Promise<{ url: string; companyName: string; inviterName: string }> {
  const { rows } = await world.sql.query(
    'select data from mails where recipient = $1 order by created_at desc',
    [email],
  )
  return rows[0].data
}

const tokenOf = async (email: string) => (await mailTo(email)).url.split('/').at(-1) ?? ''

describe('inviting', () => {
  it('mails a link that works once, for the invited address', async () => {
    const guest = aVisitor()
    await invite(guest.email, 'admin')
    expect(await mailTo(guest.email)).toMatchObject({
      companyName: 'Lovelace Works',
      inviterName: 'The owner',
    })
    const token = await tokenOf(guest.email)
    expect(await readInvitation({ token })).toEqual({
      companyName: 'Lovelace Works',
      email: guest.email,
      role: 'admin',
      open: true,
    })
    expect(await acceptInvitation(guest, { token, name: 'Grace' })).toBe(company.companyId)
    expect(await resolveMember(guest)).toMatchObject({ role: 'admin', displayName: 'Grace' })
    expect(await outcome(() => acceptInvitation(guest, { token }))).toBe('gone')
    expect(await readInvitation({ token })).toMatchObject({ open: false })
    expect(await auditOf(world.sql, company.companyId)).toEqual(['member.invited', 'member.joined'])
  })

  it('keeps no token', async () => {
    const { email } = aVisitor()
    const { id } = await invite(email)
    const { rows } = await world.sql.query('select * from invitations where id = $1', [id])
    expect(JSON.stringify(rows)).not.toContain(await tokenOf(email))
  })

  it('again replaces the open invitation, whatever the letters look like', async () => {
    await invite('Grace@Example.com')
    const first = await tokenOf('grace@example.com')
    await invite('grace@example.COM', 'admin')
    expect(await readInvitation({ token: first })).toMatchObject({ open: false })
    expect(await listInvitations(owner)).toMatchObject([{ email: 'grace@example.com', role: 'admin' }])
  })

  it('is for owners and admins, and inviting owners for owners', async () => {
    const admin = await addMember(world.sql, company.companyId, { role: 'admin' })
    const member = await addMember(world.sql, company.companyId)
    expect(await outcome(() => invite('a@example.com', 'member', admin))).toBe('done')
    expect(await outcome(() => invite('b@example.com', 'owner', admin))).toBe('not_allowed')
    expect(await outcome(() => invite('c@example.com', 'member', member))).toBe('not_allowed')
    expect(await outcome(() => invite('d@example.com', 'owner'))).toBe('done')
  })

  it('refuses members, and addresses that are none', async () => {
    expect(await outcome(() => invite(owner.email.toUpperCase()))).toBe('conflict')
    for (const email of ['', 'x', 'a@b', 'a b@example.com', `${'x'.repeat(320)}@example.com`]) {
      expect(await outcome(() => invite(email))).toBe('invalid')
    }
  })

  it('ends where the plan has no room, even for two at the same time', async () => {
    const { owner: solo } = await addCompany(world.sql, { planKey: 'solo' })
    expect(await outcome(() => invite('a@example.com', 'member', solo))).toBe('limit_reached')
    for (let count = 0; count < 8; count += 1) await invite(`guest-${count}@example.com`)
    expect(await outcomes([() => invite('x@example.com'), () => invite('y@example.com')])).toEqual([
      'done',
      'limit_reached',
    ])
    expect(await outcome(() => invite('guest-1@example.com', 'admin'))).toBe('done')
  })
})

describe('accepting', () => {
  const accept = (visitor: Visitor, token: string) => outcome(() => acceptInvitation(visitor, { token }))

  it('is for the invited address alone', async () => {
    const { token, email } = await addInvitation(world.sql, company)
    expect(await accept(aVisitor(), token)).toBe('gone')
    expect(await accept(aVisitor(email.toUpperCase()), token)).toBe('done')
  })

  it('is not for an expired, withdrawn or made-up link', async () => {
    const dayMs = 24 * 60 * 60 * 1000
    const expired = await addInvitation(world.sql, company, {
      createdAt: new Date(Date.now() - 8 * dayMs),
      expiresAt: new Date(Date.now() - dayMs),
    })
    const withdrawn = await addInvitation(world.sql, company)
    await revokeInvitation(owner, { id: withdrawn.invitationId })
    for (const { email, token } of [expired, withdrawn, { email: 'a@example.com', token: 'made-up' }]) {
      expect(await accept(aVisitor(email), token)).toBe('gone')
    }
    expect(await readInvitation({ token: 'made-up' })).toBeUndefined()
  })

  it('at the same time from two tabs joins once', async () => {
    const { token, email } = await addInvitation(world.sql, company)
    const guest = aVisitor(email)
    const tab = () => acceptInvitation(guest, { token })
    expect(await outcomes([tab, tab])).toEqual(['done', 'gone'])
    expect((await readMemberships(guest)).length).toBe(1)
  })

  it('gives no right in any other company', async () => {
    const { token, email } = await addInvitation(world.sql, company)
    const guest = aVisitor(email)
    await acceptInvitation(guest, { token })
    const { companyId } = await addCompany(world.sql)
    expect(await resolveMember(guest, companyId)).toMatchObject({ companyId: company.companyId })
  })
})

describe('withdrawing', () => {
  it('is for open invitations of the own company', async () => {
    const { invitationId } = await addInvitation(world.sql, company)
    const other = await addCompany(world.sql)
    expect(await outcome(() => revokeInvitation(other.owner, { id: invitationId }))).toBe('not_found')
    await revokeInvitation(owner, { id: invitationId })
    expect(await outcome(() => revokeInvitation(owner, { id: invitationId }))).toBe('not_found')
    expect(await outcome(() => revokeInvitation(owner, { id: randomUUID() }))).toBe('not_found')
    expect(await listInvitations(owner)).toEqual([])
  })

  it('and seeing invitations is not for members', async () => {
    const member = await addMember(world.sql, company.companyId)
    const { invitationId } = await addInvitation(world.sql, company)
    expect(await outcome(() => revokeInvitation(member, { id: invitationId }))).toBe('not_allowed')
    expect(await outcome(async () => listInvitations(member))).toBe('not_allowed')
  })
})
