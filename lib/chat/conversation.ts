import { sql } from 'kysely'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { requireOwnSeat } from '#lib/employee/require-own-seat.ts'
import { AppError, notFound } from '#lib/errors.ts'

export interface ConversationFacts {
  id: string
  employeeId: string
  employeeName: string
  firedAt: Date | null
}

/** The conversation with an employee. @throws AppError `not_found` for an unknown, foreign or departed one. */
export async function conversationWith(
  tx: Tx,
  caller: CompanyCaller,
  employeeId: string,
): Promise<ConversationFacts> {
  const conversation = await tx
    .selectFrom('conversations')
    .innerJoin('employees', 'employees.id', 'conversations.employeeId')
    .where('conversations.companyId', '=', caller.companyId)
    .where('conversations.employeeId', '=', employeeId)
    .where('employees.leftAt', 'is', null)
    .select([
      'conversations.id',
      'conversations.employeeId',
      'employees.name as employeeName',
      'employees.firedAt',
    ])
    .orderBy('conversations.createdAt')
    .executeTakeFirst()
  if (!conversation) throw notFound('employee')
  return conversation
}

/** Until the transaction ends nobody else sends, edits or asks again here: each sees what the one before did. */
export async function lockConversation(tx: Tx, conversationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('deskhand.conversation:' || ${conversationId}::text, 0))`.execute(
    tx,
  )
}

/** @throws AppError `conflict` when the employee is leaving, `limit_reached` when they rest without a seat. */
export async function requireListening(
  tx: Tx,
  { employeeId, employeeName, firedAt }: ConversationFacts,
): Promise<void> {
  if (!firedAt) return requireOwnSeat(tx, { id: employeeId, name: employeeName })
  throw new AppError('conflict', {
    detail: `${employeeName} is leaving and does not take messages. Nothing was sent; take ${employeeName} back to go on.`,
  })
}
