// Two companies with a row in every table: the own one, whose rows are looked at, and the other.
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Member, Visitor } from '#lib/access/caller.ts'
import {
  addCompany,
  addInvitation,
  addKey,
  addMember,
  aVisitor,
  type Company,
  insertRow,
  sha256,
} from '../support/company.ts'
import { addAnswer, addEmployee, addHost, addMessage, type Employee } from '../support/employee.ts'
import { fillAllowances, newAllowanceRows } from './allowance-rows.ts'
import { fillBilling, newBillingRows } from './billing-rows.ts'
import { fillOperators, newOperatorRows } from './operator-rows.ts'
import { fillParking, newParkingRows } from './parking-rows.ts'
import { fillTasks, newTaskRows, type TaskWorld } from './task-rows.ts'

type Row = Record<string, unknown>

export interface World {
  own: Company
  other: Company
  subject: Member
  both: Member
  otherMember: Member
  former: Member
  visitor: Visitor
  keys: { admin: string; writing: string; revoked: string; expired: string; other: string }
  employee: Employee
  message: string
  archive: unknown
  tasks: TaskWorld
  /** Per table, the condition that finds the one row looked at. */
  targets: Record<string, string>
}

export async function makeWorld(sql: pg.Client): Promise<World> {
  const own = await addCompany(sql)
  const other = await addCompany(sql)
  const subject = await addMember(sql, own.companyId)
  const both = await addMember(sql, own.companyId)
  const visitor = aVisitor()
  const rows = await fill(sql, own, subject)
  await fill(sql, other, await addMember(sql, other.companyId))
  return {
    own,
    other,
    subject,
    both,
    otherMember: await addMember(sql, other.companyId),
    former: await addFormer(sql, own.companyId),
    visitor,
    keys: await addKeys(sql, own, other, both),
    employee: rows.employee,
    message: rows.message,
    archive: rows.archive,
    tasks: rows.tasks,
    targets: rows.targets,
  }
}

async function addFormer(sql: pg.Client, companyId: string): Promise<Member> {
  const former = await addMember(sql, companyId)
  await sql.query('delete from members where company_id = $1 and user_id = $2', [companyId, former.userId])
  return former
}

async function addKeys(sql: pg.Client, own: Company, other: Company, both: Member) {
  const longAgo = new Date(Date.now() - 60_000)
  const justNow = new Date(Date.now() - 1_000)
  await addMember(sql, other.companyId, {
    person: { kind: 'visitor', userId: both.userId, email: both.email },
  })
  const add = async (company: Company, facts: Parameters<typeof addKey>[2]) =>
    (await addKey(sql, company.companyId, facts)).apiKeyId
  return {
    admin: await add(own, { scopes: ['admin'] }),
    writing: await add(own, { scopes: ['read', 'write'] }),
    revoked: await add(own, { scopes: ['admin'], revokedAt: justNow }),
    expired: await add(own, { scopes: ['admin'], createdAt: longAgo, expiresAt: justNow }),
    other: await add(other, { scopes: ['admin'] }),
  }
}

/** One row in every table of the company. */
async function fill(sql: pg.Client, company: Company, subject: Member) {
  const { companyId } = company
  const employee = await addEmployee(sql, companyId)
  const message = await addMessage(sql, employee, subject)
  const answer = await addAnswer(sql, employee, message)
  const byId = (id: unknown) => `id = '${id}'`
  const personal = { company_id: companyId, user_id: subject.userId }
  const insert = async (table: string, row: Row) => byId((await insertRow(sql, table, row)).id)
  const invitation = await addInvitation(sql, company)
  await insertRow(sql, 'hire_drafts', personal)
  await insertRow(sql, 'conversation_reads', { ...personal, conversation_id: employee.conversationId })
  await insertRow(sql, 'idempotency_keys', { company_id: companyId, key: 'seeded', request_hash: sha256('') })
  const bucket = `seeded ${companyId}`
  await insertRow(sql, 'rate_counters', { bucket, window_start: new Date(), hits: 1 })
  await insertRow(sql, 'control_leases', controlLease(employee, subject))
  await writeAudit(sql, company)
  const archive = await insertRow(sql, 'home_archives', inCompany(employee))
  const tasks = await fillTasks(sql, employee, subject)
  const targets = {
    ...tasks.targets,
    ...(await fillAllowances(sql, employee)),
    ...(await fillBilling(sql, companyId)),
    ...(await fillParking(sql, companyId)),
    ...(await fillOperators(sql, companyId)),
    companies: byId(companyId),
    members: `company_id = '${companyId}' and user_id = '${subject.userId}'`,
    invitations: byId(invitation.invitationId),
    api_keys: byId((await addKey(sql, companyId)).apiKeyId),
    hosts: byId(await addHost(sql)),
    employees: byId(employee.employeeId),
    desks: byId(employee.deskId),
    hire_drafts: `company_id = '${companyId}' and user_id = '${subject.userId}'`,
    desk_releases: await insert('desk_releases', { image: randomUUID(), label: 'A build' }),
    home_archives: byId(archive.id),
    home_restores: await insert('home_restores', restore(employee, archive.id)),
    site_rules: await insert('site_rules', siteRule(employee)),
    site_requests: `employee_id = '${(await insertRow(sql, 'site_requests', siteRequest(employee))).employee_id}'`,
    conversations: byId(employee.conversationId),
    messages: byId(message),
    tool_calls: await insert('tool_calls', toolCall(companyId, answer)),
    attachments: await insert('attachments', attachment(employee)),
    conversation_reads: `conversation_id = '${employee.conversationId}' and user_id = '${subject.userId}'`,
    events: `id = (select min(id) from events where company_id = '${companyId}')`,
    audit_entries: `company_id = '${companyId}' and seq = 1`,
    ledger_entries: await insert('ledger_entries', ledgerEntry(employee)),
    idempotency_keys: `company_id = '${companyId}' and key = 'seeded'`,
    desk_sessions: await insert('desk_sessions', deskSession(employee, subject)),
    used_tickets: await insert('used_tickets', usedTicket()),
    control_leases: `desk_id = '${employee.deskId}'`,
    rate_counters: `bucket = '${bucket}'`,
    mails: await insert('mails', mail(companyId)),
  }
  return { employee, message, archive: archive.id, tasks, targets }
}

async function writeAudit(sql: pg.Client, { companyId, owner }: Company): Promise<void> {
  await sql.query(
    `select set_config('deskhand.company_id', $1, false), set_config('deskhand.user_id', $2, false)`,
    [companyId, owner.userId],
  )
  await sql.query(`select deskhand.append_audit($1, 'company.founded', $1)`, [companyId])
  await sql.query(
    `select set_config('deskhand.company_id', '', false), set_config('deskhand.user_id', '', false)`,
  )
}

const siteRule = ({ companyId, employeeId }: Employee, site = 'example.org'): Row => ({
  company_id: companyId,
  employee_id: employeeId,
  site,
  decision: 'allow',
})

const inCompany = ({ companyId, employeeId }: Employee): Row => ({
  company_id: companyId,
  employee_id: employeeId,
})

const restore = (employee: Employee, archive: unknown): Row => ({
  ...inCompany(employee),
  archive_id: archive,
})

const siteRequest = ({ companyId, employeeId }: Employee, host = 'example.org'): Row => ({
  company_id: companyId,
  employee_id: employeeId,
  host,
  port: 443,
  why: 'not_allowed',
})

const toolCall = (companyId: string, answer: string): Row => ({
  company_id: companyId,
  message_id: answer,
  call_id: randomUUID(),
  name: 'browser',
  status: 'running',
  text_offset: 0,
})

const attachment = ({ companyId, employeeId }: Employee): Row => ({
  company_id: companyId,
  employee_id: employeeId,
  name: 'notes.txt',
  media_type: 'text/plain',
  size_bytes: 1,
  content: Buffer.from('x'),
})

const ledgerEntry = ({ companyId, employeeId, deskId }: Employee): Row => ({
  company_id: companyId,
  employee_id: employeeId,
  desk_id: deskId,
  model: 'practice',
  practice: true,
})

const deskSession = ({ companyId, employeeId, deskId }: Employee, { userId }: Member): Row => ({
  secret_hash: sha256(randomUUID()),
  company_id: companyId,
  desk_id: deskId,
  employee_id: employeeId,
  user_id: userId,
  may_control: true,
  ends_at: new Date(Date.now() + 3_600_000),
})

const usedTicket = (): Row => ({ id: randomUUID(), expires_at: new Date(Date.now() + 60_000) })

const controlLease = ({ companyId, employeeId, deskId }: Employee, { userId }: Member): Row => ({
  desk_id: deskId,
  company_id: companyId,
  employee_id: employeeId,
  user_id: userId,
  expires_at: new Date(Date.now() + 600_000),
})

const mail = (companyId: string): Row => ({
  company_id: companyId,
  dedupe_key: randomUUID(),
  recipient: 'somebody@example.com',
  template: 'invitation',
})

/** A row of nobody's that only the orchestrator could add. */
export const ownerlessRows: Record<string, Row> = { desks: { id: randomUUID() } }

/** A row of the own company that somebody could add, for each table in which anybody may insert. */
export function newRows(world: World): Record<string, Row> {
  const { own, subject, employee } = world
  const place = { company_id: own.companyId, employee_id: employee.employeeId }
  return {
    ...newTaskRows(own.companyId, world.tasks, subject),
    ...newAllowanceRows(employee),
    ...newBillingRows(own.companyId),
    ...newParkingRows(own.companyId),
    ...newOperatorRows(),
    invitations: {
      company_id: own.companyId,
      email: 'somebody-new@example.com',
      role: 'member',
      token_hash: sha256(randomUUID()),
      invited_by: own.owner.userId,
      expires_at: new Date(Date.now() + 60_000),
    },
    api_keys: { company_id: own.companyId, name: 'New', secret_hash: sha256(randomUUID()), scopes: ['read'] },
    hosts: { name: randomUUID(), runtime: 'process', version: '1' },
    employees: {
      company_id: own.companyId,
      role_key: 'researcher',
      name: 'Grace',
      tone_key: 'witty',
      model: 'practice',
      portrait_seed: 'grace',
    },
    desk_releases: { image: randomUUID(), label: 'Another build' },
    home_archives: inCompany(employee),
    home_restores: restore(employee, world.archive),
    site_rules: siteRule(employee, 'example.com'),
    site_requests: siteRequest(employee, 'example.com'),
    // The living desk is taken, and so are the subject's personal rows: see makesRoom.
    desks: place,
    hire_drafts: { company_id: own.companyId, user_id: subject.userId },
    conversation_reads: {
      company_id: own.companyId,
      conversation_id: employee.conversationId,
      user_id: subject.userId,
    },
    conversations: { ...place, session_key: 'agent:main:new' },
    messages: {
      ...place,
      conversation_id: employee.conversationId,
      author: 'member',
      user_id: subject.userId,
      text: 'Hello',
      status: 'queued',
    },
    tool_calls: toolCall(own.companyId, world.message),
    attachments: attachment(employee),
    ledger_entries: ledgerEntry(employee),
    idempotency_keys: { company_id: own.companyId, key: 'new', request_hash: sha256('') },
    mails: mail(own.companyId),
    desk_sessions: deskSession(employee, subject),
    used_tickets: usedTicket(),
    control_leases: controlLease(employee, subject),
  }
}

/** What the owner of the tables does first, so that the new row finds its place free. */
export const makesRoom: Record<string, (target: string) => string> = {
  breaker_eases: (target) => `delete from breaker_eases where ${target}`,
  desks: (target) => `update desks set desired_state = 'absent' where ${target}`,
  control_leases: (target) => `delete from control_leases where ${target}`,
  hire_drafts: (target) => `delete from hire_drafts where ${target}`,
  // One at a time is under way.
  home_archives: (target) => `update home_archives set discarded_at = now() where ${target}`,
  home_restores: (target) => `update home_restores set state = 'done', done_at = now() where ${target}`,
  conversation_reads: (target) => `delete from conversation_reads where ${target}`,
}
