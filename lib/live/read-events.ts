// Turns rows of `events` into what the company's readers are told. A row is only a hint: what is sent is the present truth
// of its subject, so repeated hints of one subject fold into the last.
import { sql } from 'kysely'
import { completeMessages, toolCallToWire } from '#lib/chat/message-row.ts'
import type { Tx } from '#lib/db/database.ts'
import { readTogetherAsOrchestrator, transactAsOrchestrator } from '#lib/db/transact.ts'
import { selectEmployees, toWire } from '#lib/employee/employee-row.ts'
import { readCards } from '#lib/task/task-row.ts'
import type { LiveEvent } from '#lib/wire/event.ts'
import { deltaData, readData, toolData } from './event-data.ts'

export interface NumberedEvent {
  id: number
  event: LiveEvent
  /** For an employee: how many messages each member has not read. */
  unreadOf?: Map<string, number>
}

export interface EventBatch {
  events: NumberedEvent[]
  /** Where to go on reading; the id of the last row seen. */
  lastId: number
  hasMore: boolean
}

const batchRows = 500

interface EventRow {
  id: number
  kind: string
  subjectId: string
  employeeId: string | null
  data: unknown
}

/** The events of a company after `afterId`, oldest first. */
export function readEventsAfter(companyId: string, afterId: number): Promise<EventBatch> {
  return readTogetherAsOrchestrator(async (tx) => {
    const rows = await tx
      .selectFrom('events')
      .where('companyId', '=', companyId)
      .where('id', '>', afterId)
      .select(['id', 'kind', 'subjectId', 'employeeId', 'data'])
      .orderBy('id')
      .limit(batchRows)
      .execute()
    const folded = foldRepeated(rows.flatMap(unfold))
    const events = await hydrate(tx, companyId, folded)
    return { events, lastId: rows.at(-1)?.id ?? afterId, hasMore: rows.length === batchRows }
  })
}

/**
 * The newest event of the company: whoever reads the tables now has missed nothing after it. Not the newest of all: only within a
 * company do events become visible in their order, and one with a lower id may commit after another company's.
 */
export function latestEventId(companyId: string): Promise<number> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<{ id: number }>`
      select coalesce((select max(id) from events where company_id = ${companyId}), (select min(id) - 1 from events), 0) as id`.execute(
      tx,
    )
    return rows[0]?.id ?? 0
  })
}

/** The newest event of each of these companies that has any. */
export function latestEventIds(companyIds: string[]): Promise<Map<string, number>> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<{ companyId: string; id: number }>`
      select company.id as company_id, latest.id from unnest(${companyIds}::uuid[]) as company (id)
      cross join lateral (select id from events where company_id = company.id order by id desc limit 1) latest`.execute(
      tx,
    )
    return new Map(rows.map((row) => [row.companyId, row.id]))
  })
}

/** Whether everything after this id is still there to be read; otherwise the reader must begin anew. */
export function canResume(afterId: number): Promise<boolean> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<{ oldest: number | null; issued: number }>`
      select (select min(id) from events) as oldest,
        coalesce(pg_sequence_last_value('public.events_id_seq'), 0) as issued`.execute(tx)
    const { oldest = null, issued = 0 } = rows[0] ?? {}
    return afterId <= issued && afterId >= (oldest ?? issued + 1) - 1
  })
}

/** What a run of a task changes is told by one row. The two numbers before a row's own are nobody's: ids go up by three. */
function unfold(row: EventRow): EventRow[] {
  if (row.kind !== 'task.run') return [row]
  return [
    { ...row, id: row.id - 2, kind: 'task' },
    { ...row, id: row.id - 1, kind: 'run' },
    { ...row, kind: 'task.activity' },
  ]
}

/** Keeps the last hint of each subject, in its place; deltas build on each other and all stay. */
function foldRepeated<Row extends Pick<EventRow, 'kind' | 'subjectId' | 'data'>>(rows: Row[]): Row[] {
  const last = new Map<string, Row>()
  for (const row of rows) last.set(keyOf(row), row)
  return rows.filter((row) => row.kind === 'message.delta' || last.get(keyOf(row)) === row)
}

function keyOf(row: Pick<EventRow, 'kind' | 'subjectId' | 'data'>): string {
  const part = row.kind === 'message.tool' ? JSON.stringify(row.data) : ''
  return `${row.kind} ${row.subjectId} ${part}`
}

async function hydrate(tx: Tx, companyId: string, rows: EventRow[]): Promise<NumberedEvent[]> {
  const employees = await readEmployees(tx, companyId, subjectsOf(rows, 'employee'))
  const messages = await readMessages(tx, subjectsOf(rows, 'message'))
  const tools = await readToolCalls(tx, rows)
  const cards = await readCards(tx, companyId, subjectsOf(rows, 'task'))
  const tasks = new Map(cards.map((card) => [card.id, card]))
  return rows.flatMap((row): NumberedEvent[] => {
    switch (row.kind) {
      case 'employee': {
        const found = employees.get(row.subjectId)
        return found
          ? [{ id: row.id, event: { event: 'employee', data: found.employee }, unreadOf: found.unreadOf }]
          : []
      }
      case 'message': {
        const data = messages.get(row.subjectId)
        return data ? [{ id: row.id, event: { event: 'message', data } }] : []
      }
      case 'message.tool': {
        const toolCall = tools.get(toolData.parse(row.data).toolCallId)
        const ids = { messageId: row.subjectId, employeeId: row.employeeId ?? row.subjectId }
        return toolCall ? [{ id: row.id, event: { event: 'message.tool', data: { ...ids, toolCall } } }] : []
      }
      case 'task': {
        const data = tasks.get(row.subjectId)
        return data ? [{ id: row.id, event: { event: 'task', data } }] : []
      }
      default:
        return plainEvent(row)
    }
  })
}

/** Events that carry all they say. */
function plainEvent(row: EventRow): NumberedEvent[] {
  const employeeId = row.employeeId ?? row.subjectId
  const one = (event: LiveEvent) => [{ id: row.id, event }]
  switch (row.kind) {
    case 'message.delta':
      return one({
        event: 'message.delta',
        data: { messageId: row.subjectId, employeeId, ...deltaData.parse(row.data) },
      })
    case 'conversation.read':
      return one({
        event: 'conversation.read',
        data: { conversationId: row.subjectId, employeeId, ...readData.parse(row.data) },
      })
    case 'company':
      return one({ event: 'company', data: {} })
    case 'billing':
      return one({ event: 'billing', data: {} })
    case 'member':
      return one({ event: 'member', data: { userId: row.subjectId } })
    case 'invitation':
      return one({ event: 'invitation', data: { id: row.subjectId } })
    case 'api_key':
      return one({ event: 'api_key', data: { id: row.subjectId } })
    case 'backup':
      return one({ event: 'backup', data: { id: row.subjectId, employeeId } })
    case 'run':
      return one({ event: 'run', data: { taskId: row.subjectId } })
    case 'task.activity':
      return one({ event: 'task.activity', data: { taskId: row.subjectId } })
    case 'notification':
    case 'worker':
    case 'template':
    case 'schedule':
      return one({ event: row.kind, data: { id: row.subjectId } })
    case 'site':
      return one({ event: 'site', data: { employeeId: row.employeeId } })
    default:
      return []
  }
}

function subjectsOf(rows: EventRow[], kind: string): string[] {
  return [...new Set(rows.filter((row) => row.kind === kind).map((row) => row.subjectId))]
}

async function readEmployees(tx: Tx, companyId: string, ids: string[]) {
  if (ids.length === 0) return new Map()
  const rows = await selectEmployees(tx, companyId, null).where('employee.id', 'in', ids).execute()
  const { rows: unread } = await sql<{ employeeId: string; userId: string; unread: number }>`
    select conversation.employee_id, member.user_id, count(message.id) as unread
    from conversations conversation
    join members member on member.company_id = conversation.company_id
    left join conversation_reads seen on seen.conversation_id = conversation.id and seen.user_id = member.user_id
    join messages message on message.conversation_id = conversation.id and message.author = 'employee'
      and message.status <> 'streaming' and message.superseded_at is null and message.seq > coalesce(seen.read_seq, 0)
    where conversation.employee_id = any (${ids}::uuid[])
    group by conversation.employee_id, member.user_id`.execute(tx)
  return new Map(
    rows.map((row) => {
      const counts = unread.filter((one) => one.employeeId === row.id)
      return [
        row.id,
        { employee: toWire(row), unreadOf: new Map(counts.map((one) => [one.userId, one.unread])) },
      ]
    }),
  )
}

async function readMessages(tx: Tx, ids: string[]) {
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('messages').where('id', 'in', ids).selectAll().execute()
  const messages = await completeMessages(tx, rows)
  return new Map(messages.map((message) => [message.id, message]))
}

async function readToolCalls(tx: Tx, rows: EventRow[]) {
  const ids = rows
    .filter((row) => row.kind === 'message.tool')
    .map((row) => toolData.parse(row.data).toolCallId)
  if (ids.length === 0) return new Map()
  const calls = await tx.selectFrom('toolCalls').where('id', 'in', ids).selectAll().execute()
  return new Map(calls.map((call) => [call.id, toolCallToWire(call)]))
}
