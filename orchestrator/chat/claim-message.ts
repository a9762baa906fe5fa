// Takes the next queued message of an employee and opens the answer to it. The row is there before anything is done about it.
import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { sqlState } from '#lib/errors.ts'
import type { AnswerFacts } from './answer.ts'

const now: RawBuilder<Date> = sql`now()`
const uniqueViolation = '23505'

/** Undefined when nothing waits, when an answer is being written already, or when the desk is not ready. */
export async function claimMessage(hostName: string, employeeId: string): Promise<AnswerFacts | undefined> {
  try {
    return await transactAsOrchestrator((tx) => claim(tx, hostName, employeeId))
  } catch (error) {
    // Another courier was quicker.
    if (sqlState(error) === uniqueViolation) return undefined
    throw error
  }
}

async function claim(tx: Tx, hostName: string, employeeId: string): Promise<AnswerFacts | undefined> {
  const waiting = await nextQueued(tx, hostName, employeeId)
  if (!waiting) return undefined
  const { messageId, companyId, conversationId } = waiting
  const answerId = randomUUID()
  await tx
    .insertInto('messages')
    .values({
      id: answerId,
      companyId,
      employeeId,
      conversationId,
      author: 'employee',
      authorName: waiting.employeeName,
      replyTo: messageId,
      status: 'streaming',
      phase: 'preparing',
      runId: answerId,
      startedAt: now,
    })
    .execute()
  await tx.updateTable('messages').set({ status: 'delivered' }).where('id', '=', messageId).execute()
  await tx.updateTable('employees').set({ activeAt: now }).where('id', '=', employeeId).execute()
  return { answerId, employeeId, ...waiting }
}

function nextQueued(tx: Tx, hostName: string, employeeId: string) {
  return (
    tx
      .selectFrom('messages as message')
      .innerJoin('conversations as conversation', 'conversation.id', 'message.conversationId')
      .innerJoin('employees as employee', 'employee.id', 'message.employeeId')
      .innerJoin('desks as desk', 'desk.employeeId', 'employee.id')
      .innerJoin('hosts as host', 'host.id', 'desk.hostId')
      .where('message.employeeId', '=', employeeId)
      .where('message.status', '=', 'queued')
      .where('message.supersededAt', 'is', null)
      .where('employee.firedAt', 'is', null)
      .where('host.name', '=', hostName)
      .where('desk.desiredState', '=', 'running')
      .where('desk.observedState', '=', 'ready')
      .whereRef('desk.observedGeneration', '=', 'desk.desiredGeneration')
      // While a person drives the desktop nothing new is begun.
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('controlLeases as lease')
              .select('lease.deskId')
              .whereRef('lease.deskId', '=', 'desk.id')
              .where('lease.expiresAt', '>', sql<Date>`clock_timestamp()`),
          ),
        ),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('messages as open')
              .select('open.id')
              .whereRef('open.conversationId', '=', 'message.conversationId')
              .where('open.status', '=', 'streaming'),
          ),
        ),
      )
      .select(['message.id as messageId', 'message.companyId', 'message.conversationId'])
      .select(['conversation.sessionKey', 'employee.name as employeeName', 'desk.id as deskId'])
      .orderBy('message.seq')
      .limit(1)
      .forUpdate('message')
      .executeTakeFirst()
  )
}

/** Employees at ready desks of this host for whom a message waits. */
export async function readWaitingEmployees(hostName: string): Promise<string[]> {
  const rows = await transactAsOrchestrator((tx) =>
    tx
      .selectFrom('messages as message')
      .innerJoin('desks as desk', 'desk.employeeId', 'message.employeeId')
      .innerJoin('hosts as host', 'host.id', 'desk.hostId')
      .where('message.status', '=', 'queued')
      .where('message.supersededAt', 'is', null)
      .where('host.name', '=', hostName)
      .where('desk.desiredState', '=', 'running')
      .where('desk.observedState', '=', 'ready')
      .select('message.employeeId')
      .distinct()
      .execute(),
  )
  return rows.map((row) => row.employeeId)
}
