// Who asks. Made at an edge from a session or a key, believed by verbs, checked again by the database.

export type MemberRole = 'owner' | 'admin' | 'member'
export type Scope = 'read' | 'write' | 'work' | 'admin'

/** A person who proved an e-mail address, in no company (yet). */
export interface Visitor {
  kind: 'visitor'
  userId: string
  email: string
}

/** A person acting in one company. */
export interface Member {
  kind: 'member'
  userId: string
  email: string
  displayName: string
  companyId: string
  role: MemberRole
}

/** A program acting in one company with an API key. */
export interface KeyHolder {
  kind: 'key'
  apiKeyId: string
  companyId: string
  scopes: Scope[]
}

/** A person who runs the installation, and proved an address of theirs. In no company: whatever they do there is written down as theirs. */
export interface Operator {
  kind: 'operator'
  userId: string
  email: string
}

/** Nobody known: sign-in pages and the look-up of keys. */
export interface Anonymous {
  kind: 'anonymous'
}

export type CompanyCaller = Member | KeyHolder
export type Caller = CompanyCaller | Visitor | Operator | Anonymous

export const anonymous: Anonymous = { kind: 'anonymous' }
