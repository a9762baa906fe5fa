// Everybody who may knock at the database, and where each stands towards the company whose rows are looked at.
import type { Member } from '#lib/access/caller.ts'
import type { World } from './world.ts'

export interface Actor {
  name: string
  role: string
  settings: Record<string, string>
  /** Believed to act in the company. */
  inCompany?: true
  manages?: true
  /** A member of the company, whichever company is named. */
  belongs?: true
  /** The very member that personal rows are about. */
  isSubject?: true
}

/** Owns the tables without being a superuser: only FORCE ROW LEVEL SECURITY stops it. */
export const tableOwner = 'tenancy_table_owner'

type Standing = Pick<Actor, 'inCompany' | 'manages' | 'belongs' | 'isSubject'>

const person = ({ userId, email }: { userId: string; email: string }) => ({ user_id: userId, email })
const key = (apiKeyId: string) => ({ api_key_id: apiKeyId })
const naming = (companyId: string) => ({ company_id: companyId })

function app(name: string, identity: Record<string, string>, standing: Standing = {}): Actor {
  const settings = Object.fromEntries(
    Object.entries(identity).map(([setting, value]) => [`deskhand.${setting}`, value]),
  )
  return { name, role: 'deskhand_app', settings, ...standing }
}

export function actorsOf(world: World): Actor[] {
  return [...insiders(world), ...outsiders(world), ...otherRoles(world.own.owner)]
}

function insiders({ own, keys, subject }: World): Actor[] {
  const here = naming(own.companyId)
  return [
    app('own owner', { ...person(own.owner), ...here }, { inCompany: true, manages: true, belongs: true }),
    app('own member', { ...person(subject), ...here }, { inCompany: true, belongs: true, isSubject: true }),
    app('own admin key', { ...key(keys.admin), ...here }, { inCompany: true, manages: true }),
    app('own writing key', { ...key(keys.writing), ...here }, { inCompany: true }),
    app('own member naming no company', person(subject), { belongs: true, isSubject: true }),
    app(
      'own member waving a revoked admin key',
      { ...person(subject), ...key(keys.revoked), ...here },
      { inCompany: true, belongs: true, isSubject: true },
    ),
  ]
}

function outsiders({ own, other, keys, both, otherMember, former, visitor }: World): Actor[] {
  const here = naming(own.companyId)
  const there = naming(other.companyId)
  return [
    app('member of both acting in the other', { ...person(both), ...there }, { belongs: true }),
    app('other owner', { ...person(other.owner), ...there }),
    app('other owner naming this company', { ...person(other.owner), ...here }),
    app('other member', { ...person(otherMember), ...there }),
    app('other key', { ...key(keys.other), ...there }),
    app('other key naming this company', { ...key(keys.other), ...here }),
    app('revoked key', { ...key(keys.revoked), ...here }),
    app('expired key', { ...key(keys.expired), ...here }),
    app('former member', { ...person(former), ...here }),
    app('visitor', person(visitor)),
    app('anonymous', {}),
    app('anonymous naming this company', here),
  ]
}

function otherRoles(owner: Member): Actor[] {
  const claims = { 'request.jwt.claims': JSON.stringify({ sub: owner.userId, role: 'authenticated' }) }
  return [
    { name: 'orchestrator', role: 'deskhand_orchestrator', settings: {} },
    // Even one who is an owner of the company besides.
    {
      name: 'operator',
      role: 'deskhand_operator',
      settings: {
        'deskhand.user_id': owner.userId,
        'deskhand.email': owner.email,
        'deskhand.company_id': owner.companyId,
      },
    },
    { name: 'role anon', role: 'anon', settings: {} },
    { name: 'role authenticated', role: 'authenticated', settings: claims },
    { name: 'role service_role', role: 'service_role', settings: {} },
    { name: 'owner of the table', role: tableOwner, settings: {} },
  ]
}
