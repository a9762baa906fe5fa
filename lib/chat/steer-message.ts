// What people do with a message after it was sent: stop an answer, try again, take back what still waits.
import { type RawBuilder, sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError, notFound } from '#lib/errors.ts'
import type { Message } from '#lib/wire/message.ts'
import { conversationWith, lockConversation, requireListening } from './conversation.ts'
import { completeMessages } from './message-row.ts'

const now: RawBuilder<Date> = sql`now()`

interface MessageInput {
  employeeId: string
  messageId: string
}

/** Asks an answer to stop; what was written so far stays. Stopping a finished answer changes nothing. */
export function stopAnswer(caller: CompanyCaller, input: MessageInput): Promise<Message> {
  authorize(caller, 'chat.write')
  return transact(caller, async (tx) => {
    const message = await messageById(tx, caller, input)
    if (message.author !== 'employee') throw notFound('answer')
    if (message.status === 'streaming') {
      await tx.updateTable('messages').set({ stopRequestedAt: now }).where('id', '=', message.id).execute()
    }
    return messageById(tx, caller, input)
  })
}

/** Asks again for an answer that failed, was stopped or did not please; the latest answer of the conversation only. */
export function retryAnswer(caller: CompanyCaller, input: MessageInput): Promise<Message> {
  authorize(caller, 'chat.write')
  return transact(caller, async (tx) => {
    await requireRunning(tx, caller, 'chat')
    const { conversationId } = await messageById(tx, caller, input)
    await requireListening(tx, await conversationWith(tx, caller, input.employeeId))
    await lockConversation(tx, conversationId)
    const answer = await messageById(tx, caller, input)
    if (answer.author !== 'employee' || answer.replyTo === null) throw notFound('answer')
    if (answer.status === 'streaming') {
      throw new AppError('conflict', {
        detail: 'This answer is still being written. Stop it first to ask again.',
      })
    }
    if (answer.superseded) {
      throw new AppError('conflict', {
        detail: 'This answer was already asked for again. Nothing was changed.',
      })
    }
    await requireLatest(tx, answer)
    await requireAttempt(tx, answer.replyTo)
    await tx.updateTable('messages').set({ supersededAt: now }).where('id', '=', answer.id).execute()
    await tx
      .updateTable('messages')
      .set((eb) => ({ status: 'queued', attempt: eb('attempt', '+', 1) }))
      .where('id', '=', answer.replyTo)
      .execute()
    await sql`select deskhand.wake_desk(${input.employeeId})`.execute(tx)
    return messageById(tx, caller, { ...input, messageId: answer.replyTo })
  })
}

/** Takes back a message that was not delivered yet. */
export function withdrawMessage(caller: CompanyCaller, input: MessageInput): Promise<Message> {
  authorize(caller, 'chat.write')
  return transact(caller, async (tx) => {
    const withdrawn = await tx
      .updateTable('messages')
      .set({ status: 'withdrawn', supersededAt: now })
      .where('companyId', '=', caller.companyId)
      .where('employeeId', '=', input.employeeId)
      .where('id', '=', input.messageId)
      .where('status', '=', 'queued')
      .where('attempt', '=', 1)
      .returning('id')
      .executeTakeFirst()
    const message = await messageById(tx, caller, input)
    if (!withdrawn && message.status !== 'withdrawn') {
      throw new AppError('conflict', {
        detail: 'This message was already delivered. Stop the answer instead.',
      })
    }
    return message
  })
}

const maxAttempts = 100

async function requireAttempt(tx: Tx, messageId: string): Promise<void> {
  const spent = await tx
    .selectFrom('messages')
    .where('id', '=', messageId)
    .where('attempt', '>=', maxAttempts)
    .select('id')
    .executeTakeFirst()
  if (spent) {
    throw new AppError('limit_reached', {
      detail: `This was asked ${maxAttempts} times. Nothing was changed. Send it as a new message.`,
    })
  }
}

async function requireLatest(tx: Tx, answer: Message): Promise<void> {
  const later = await tx
    .selectFrom('messages')
    .where('conversationId', '=', answer.conversationId)
    .where('seq', '>', answer.seq)
    .where('supersededAt', 'is', null)
    .where('author', '=', 'employee')
    .select('id')
    .executeTakeFirst()
  if (later) {
    throw new AppError('conflict', {
      detail: 'The conversation went on since. Only the latest answer can be asked for again.',
    })
  }
}

export async function messageById(tx: Tx, caller: CompanyCaller, input: MessageInput): Promise<Message> {
  const rows = await tx
    .selectFrom('messages')
    .where('companyId', '=', caller.companyId)
    .where('employeeId', '=', input.employeeId)
    .where('id', '=', input.messageId)
    .selectAll()
    .execute()
  const [message] = await completeMessages(tx, rows)
  if (!message) throw notFound('message')
  return message
}
