// Builds employees with their desks, conversations and messages straight in the database.
import { randomUUID } from 'node:crypto'
import type { Member } from '#lib/access/caller.ts'
import { insertRow, type Sql } from './company.ts'

export interface Employee {
  companyId: string
  employeeId: string
  deskId: string
  conversationId: string
}

type Columns = Record<string, unknown>

/** An employee at a desk that nobody has made yet, with an empty conversation. Extra columns go as they are. */
export async function addEmployee(
  sql: Sql,
  companyId: string,
  extra: { employee?: Columns; desk?: Columns } = {},
): Promise<Employee> {
  const employeeId = randomUUID()
  await insertRow(sql, 'employees', {
    id: employeeId,
    company_id: companyId,
    role_key: 'executive-assistant',
    name: 'Ada',
    tone_key: 'friendly',
    model: 'claude-sonnet-4-5',
    portrait_seed: employeeId,
    ...extra.employee,
  })
  const deskId = await addDesk(sql, { company_id: companyId, employee_id: employeeId, ...extra.desk })
  const conversationId = await addConversation(sql, companyId, employeeId)
  return { companyId, employeeId, deskId, conversationId }
}

/** Without columns: a warm desk that nobody works at. */
export async function addDesk(sql: Sql, columns: Columns = {}): Promise<string> {
  const id = randomUUID()
  await insertRow(sql, 'desks', { id, ...columns })
  return id
}

export async function addHost(sql: Sql, columns: Columns = {}): Promise<string> {
  const id = randomUUID()
  await insertRow(sql, 'hosts', { id, name: `host-${id}`, runtime: 'process', version: '0.0.0', ...columns })
  return id
}

async function addConversation(sql: Sql, companyId: string, employeeId: string): Promise<string> {
  const id = randomUUID()
  await insertRow(sql, 'conversations', {
    id,
    company_id: companyId,
    employee_id: employeeId,
    session_key: `agent:main:${id}`,
  })
  return id
}

export async function addMessage(
  sql: Sql,
  employee: Employee,
  author: Member,
  columns: Columns = {},
): Promise<string> {
  const id = randomUUID()
  await insertRow(sql, 'messages', {
    id,
    ...placeOf(employee),
    author: 'member',
    user_id: author.userId,
    author_name: author.displayName,
    text: 'Hello',
    status: 'queued',
    ...columns,
  })
  return id
}

/** A whole answer unless columns say otherwise. */
export async function addAnswer(
  sql: Sql,
  employee: Employee,
  replyTo: string,
  columns: Columns = {},
): Promise<string> {
  const id = randomUUID()
  const open = columns.status === 'streaming'
  await insertRow(sql, 'messages', {
    id,
    ...placeOf(employee),
    author: 'employee',
    reply_to: replyTo,
    text: open ? '' : 'Hello yourself',
    status: 'complete',
    started_at: new Date(),
    finished_at: open ? null : new Date(),
    ...columns,
  })
  return id
}

function placeOf({ companyId, employeeId, conversationId }: Employee) {
  return { company_id: companyId, employee_id: employeeId, conversation_id: conversationId }
}
