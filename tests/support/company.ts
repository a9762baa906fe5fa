// Builds companies, people, employees and talk straight in the database, for tests that need them to be there already.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { KeyHolder, Member, MemberRole, Scope, Visitor } from '#lib/access/caller.ts'
import { planByKey, terms } from '#lib/billing/plans.ts'
import { sqlState } from '#lib/errors.ts'
import { insertSubscription, settleByRules } from './standings.ts'

/** A client or pool that is not bound to a role: builders write as the owner of the tables. */
export type Sql = Pick<pg.ClientBase, 'query'>

export interface Company {
  companyId: string
  name: string
  owner: Member
}

type Row = Record<string, unknown>

/**
 * Inserts one row and gives it back with its defaults, columns named as in the database. Begins again, as the product does, when
 * Postgres ends it for the good of another transaction.
 */
export async function insertRow(sql: Sql, table: string, row: Row): Promise<Row> {
  const columns = Object.keys(row)
  const slots = columns.map((_, index) => `$${index + 1}`)
  const text = `insert into public.${table} (${columns.join(', ')}) values (${slots.join(', ')}) returning *`
  const insert = () => sql.query<Row>(text, Object.values(row))
  const { rows } = await insert().catch((error: unknown) => {
    if (sqlState(error) === '40P01') return insert()
    throw error
  })
  const [inserted] = rows
  if (!inserted) throw new Error(`${table} gave no row back`)
  return inserted
}

/** Pays for all seats of the largest plan; with `planKey: null` it looks around. */
export async function addCompany(
  sql: Sql,
  facts: { name?: string; planKey?: string | null } = {},
): Promise<Company> {
  const companyId = randomUUID()
  const name = facts.name ?? `Company ${companyId.slice(0, 8)}`
  const planKey = facts.planKey === undefined ? 'company' : facts.planKey
  await insertRow(sql, 'companies', { id: companyId, name, plan_key: planKey, ...lookingAround() })
  const plan = planByKey(planKey ?? '')
  if (plan) await addSubscription(sql, companyId, { plan_key: plan.key, seats: plan.maxEmployees })
  return { companyId, name, owner: await addMember(sql, companyId, { role: 'owner' }) }
}

/** What founding gives. */
function lookingAround(): Row {
  const dayMs = 24 * 60 * 60 * 1000
  const ends = Date.now() + terms.lookingDays * dayMs
  return {
    entitled_until: new Date(ends),
    removal_at: new Date(ends + terms.keptAfterTrialDays * dayMs),
    included_micros: terms.lookingAllowanceMicros,
  }
}

/** A subscription that is paid, unless the columns say otherwise, and what follows from it for the company. */
export async function addSubscription(sql: Sql, companyId: string, columns: Row = {}): Promise<string> {
  const id = await insertSubscription(sql, companyId, { plan_key: 'studio', seats: 1, ...columns })
  await settleByRules(sql, companyId)
  return id
}

export function aVisitor(email = `visitor-${randomBytes(4).toString('hex')}@example.com`): Visitor {
  return { kind: 'visitor', userId: randomUUID(), email }
}

export async function addMember(
  sql: Sql,
  companyId: string,
  facts: { role?: MemberRole; person?: Visitor; displayName?: string } = {},
): Promise<Member> {
  const role = facts.role ?? 'member'
  const { userId, email } = facts.person ?? aVisitor(`${role}-${randomBytes(4).toString('hex')}@example.com`)
  const displayName = facts.displayName ?? `The ${role}`
  await insertRow(sql, 'members', {
    company_id: companyId,
    user_id: userId,
    email,
    display_name: displayName,
    role,
  })
  return { kind: 'member', userId, email, displayName, companyId, role }
}

export async function addKey(
  sql: Sql,
  companyId: string,
  facts: { scopes?: Scope[]; expiresAt?: Date; revokedAt?: Date; createdAt?: Date } = {},
): Promise<KeyHolder & { secret: string }> {
  const apiKeyId = randomUUID()
  const secret = randomBytes(24).toString('base64url')
  const scopes = facts.scopes ?? ['read', 'write']
  await insertRow(sql, 'api_keys', {
    id: apiKeyId,
    company_id: companyId,
    name: 'A key',
    secret_hash: sha256(secret),
    scopes,
    created_at: facts.createdAt ?? new Date(),
    expires_at: facts.expiresAt ?? null,
    revoked_at: facts.revokedAt ?? null,
  })
  return { kind: 'key', apiKeyId, companyId, scopes, secret }
}

/** The token is what an invitation's link carries; the database keeps only its digest. */
export async function addInvitation(
  sql: Sql,
  company: Company,
  facts: { email?: string; role?: MemberRole; createdAt?: Date; expiresAt?: Date } = {},
): Promise<{ invitationId: string; token: string; email: string }> {
  const invitationId = randomUUID()
  const token = randomBytes(24).toString('base64url')
  const email = facts.email ?? `invited-${randomBytes(4).toString('hex')}@example.com`
  const dayMs = 24 * 60 * 60 * 1000
  await insertRow(sql, 'invitations', {
    id: invitationId,
    company_id: company.companyId,
    email,
    role: facts.role ?? 'member',
    token_hash: sha256(token),
    invited_by: company.owner.userId,
    created_at: facts.createdAt ?? new Date(),
    expires_at: facts.expiresAt ?? new Date(Date.now() + 7 * dayMs),
  })
  return { invitationId, token, email }
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
