import 'server-only'
import type { Visitor } from '#lib/access/caller.ts'
import { readMemberships } from '#lib/access/resolve-member.ts'
import { foundCompany } from '#lib/company/found-company.ts'
import { readWaitingInvitations } from '#lib/invitation/read-waiting-invitations.ts'
import { destinationOf } from './arrival.ts'
import { rememberCompany } from './company-cookie.ts'
import { ensureDatabase } from './database.ts'

/** After signing in, in an action or a handler: sees to it that there is a company to work in. Returns the path to go to. */
export async function arrive(visitor: Visitor, arrival: { next: string; name?: string }): Promise<string> {
  ensureDatabase()
  const [memberships, invitations] = await Promise.all([
    readMemberships(visitor),
    readWaitingInvitations(visitor),
  ])
  const { go, found } = destinationOf({
    hasCompany: memberships.length > 0,
    isInvited: invitations.length > 0,
    next: arrival.next,
  })
  if (found) await rememberCompany(await foundCompany(visitor, { founderName: arrival.name ?? '' }))
  return go
}
