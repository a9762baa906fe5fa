import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readMemberships } from '#lib/access/resolve-member.ts'
import { addCompany, addInvitation, aVisitor, type Company } from '#tests/support/company.ts'
import { auditOf, openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { readWaitingInvitations } from './read-waiting-invitations.ts'
import { revokeInvitation } from './revoke-invitation.ts'

let world: VerbWorld
let company: Company

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  company = await addCompany(world.sql, { planKey: 'studio', name: 'Lovelace Works' })
})

const hourMs = 60 * 60 * 1000

describe('an invitation that waits', () => {
  it('is found by whoever signs in with its address, and by nobody else', async () => {
    const guest = aVisitor()
    const { invitationId } = await addInvitation(world.sql, company, { email: guest.email, role: 'admin' })
    expect(await readWaitingInvitations(guest)).toEqual([
      { id: invitationId, companyName: 'Lovelace Works', role: 'admin' },
    ])
    expect(await readWaitingInvitations(aVisitor())).toEqual([])
  })

  it('is accepted by its id once, with the same trace as by its link', async () => {
    const guest = aVisitor()
    const { invitationId: id } = await addInvitation(world.sql, company, { email: guest.email })
    const accept = () => acceptInvitation(guest, { id, name: ' Grace ' })
    const both = await outcomes([accept, accept])
    expect(both).toEqual(['done', 'gone'])
    const memberships = await readMemberships(guest)
    expect(memberships).toMatchObject([
      { companyId: company.companyId, role: 'member', displayName: 'Grace' },
    ])
    expect(await auditOf(world.sql, company.companyId)).toEqual(['member.joined'])
    expect(await readWaitingInvitations(guest)).toEqual([])
  })

  it('cannot be accepted with another address, nor by an id that is none', async () => {
    const { invitationId: id } = await addInvitation(world.sql, company)
    expect(await outcome(() => acceptInvitation(aVisitor(), { id }))).toBe('gone')
    expect(await outcome(() => acceptInvitation(aVisitor(), { id: 'not an id' }))).toBe('gone')
  })

  it('waits no longer when it was withdrawn or has expired', async () => {
    const guest = aVisitor()
    const withdrawn = await addInvitation(world.sql, company, { email: guest.email })
    await revokeInvitation(company.owner, { id: withdrawn.invitationId })
    const expired = await addInvitation(world.sql, await addCompany(world.sql), {
      email: guest.email,
      createdAt: new Date(Date.now() - 2 * hourMs),
      expiresAt: new Date(Date.now() - hourMs),
    })
    expect(await readWaitingInvitations(guest)).toEqual([])
    for (const { invitationId: id } of [withdrawn, expired]) {
      expect(await outcome(() => acceptInvitation(guest, { id }))).toBe('gone')
    }
  })
})
