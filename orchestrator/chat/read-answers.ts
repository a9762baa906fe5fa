// Which answers are being written at the desks of this host, and what is wanted of them.
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { type Failure, failure } from '#lib/wire/shapes.ts'
import type { Orders } from '#orchestrator/turn/turn.ts'
import type { AnswerFacts } from './answer.ts'

export interface OpenAnswer extends AnswerFacts {
  orders: Orders
}

/** Of one employee, or of all whose desk is on this host. */
export async function readOpenAnswers(hostName: string, employeeId?: string): Promise<OpenAnswer[]> {
  const rows = await transactAsOrchestrator((tx) => selectOpen(tx, hostName, employeeId))
  return rows.map((row) => ({
    answerId: row.answerId,
    messageId: row.messageId ?? row.answerId,
    companyId: row.companyId,
    employeeId: row.employeeId,
    employeeName: row.employeeName,
    conversationId: row.conversationId,
    sessionKey: row.sessionKey,
    deskId: row.deskId,
    orders: {
      isStopWanted: row.stopRequestedAt !== null || row.supersededAt !== null,
      deskFailure: deskFailureOf(row),
    },
  }))
}

function selectOpen(tx: Tx, hostName: string, employeeId: string | undefined) {
  const query = tx
    .selectFrom('messages as answer')
    .innerJoin('conversations as conversation', 'conversation.id', 'answer.conversationId')
    .innerJoin('employees as employee', 'employee.id', 'answer.employeeId')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('desks')
          .innerJoin('hosts', 'hosts.id', 'desks.hostId')
          .whereRef('desks.employeeId', '=', 'answer.employeeId')
          // The one at work, or else the last one there was.
          .orderBy((order) => order('desks.desiredState', '=', 'absent'))
          .orderBy('desks.createdAt', 'desc')
          .limit(1)
          .select(['desks.id', 'desks.desiredState', 'desks.observedState', 'desks.observedFailure'])
          .select(['desks.observedNextAttemptAt', 'hosts.name as hostName'])
          .as('desk'),
      (join) => join.onTrue(),
    )
    .where('answer.status', '=', 'streaming')
    .where('desk.hostName', '=', hostName)
    .select(['answer.id as answerId', 'answer.replyTo as messageId', 'answer.companyId', 'answer.employeeId'])
    .select(['answer.conversationId', 'answer.stopRequestedAt', 'answer.supersededAt'])
    .select(['conversation.sessionKey', 'employee.name as employeeName', 'employee.firedAt'])
    .select(['desk.id as deskId', 'desk.desiredState', 'desk.observedState', 'desk.observedFailure'])
    .select('desk.observedNextAttemptAt')
  return (employeeId === undefined ? query : query.where('answer.employeeId', '=', employeeId)).execute()
}

interface DeskColumns {
  employeeName: string
  firedAt: Date | null
  desiredState: string
  observedState: string
  observedFailure: unknown
  observedNextAttemptAt: Date | null
}

/** Why the desk will not finish what it writes. A desk that is on its way back may. */
function deskFailureOf(desk: DeskColumns): Failure | undefined {
  const { employeeName: name } = desk
  const kept = 'What was written so far is kept.'
  if (desk.firedAt !== null || desk.desiredState === 'absent') {
    const text = `${name} was let go in the middle of this answer. ${kept}`
    return { code: 'employee_leaving', text, action: `Take ${name} back to ask again.` }
  }
  if (desk.desiredState === 'stopped') {
    const text = `${name} was paused in the middle of this answer. ${kept}`
    return { code: 'employee_paused', text, action: `Start ${name}, then try again.` }
  }
  if (desk.desiredState === 'asleep') {
    const text = `${name} fell asleep in the middle of this answer. ${kept}`
    return { code: 'employee_asleep', text, action: `Try again: that wakes ${name}.` }
  }
  if (desk.observedState !== 'failed' || desk.observedNextAttemptAt !== null) return undefined
  const why = failure.safeParse(desk.observedFailure).data
  return {
    code: 'desk_failed',
    text: `The desk of ${name} failed in the middle of this answer. ${why?.text ?? ''} ${kept}`,
    action: why?.action ?? `Look at the desk of ${name}, then try again.`,
  }
}
