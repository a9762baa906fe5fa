import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError, notFound } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { attachmentLimits, type Message, type SendMessageInput, sendMessageInput } from '#lib/wire/message.ts'
import {
  type ConversationFacts,
  conversationWith,
  lockConversation,
  requireListening,
} from './conversation.ts'
import { completeMessages } from './message-row.ts'
import { supersedeFrom } from './supersede.ts'

/**
 * Writes a message for an employee; delivering it is the orchestrator's. A sleeping employee is woken, a paused one answers when started.
 * The same clientKey twice is one message. With `replaces`, the named message and everything after it give way.
 */
export function sendMessage(
  caller: CompanyCaller,
  input: { employeeId: string } & SendMessageInput,
): Promise<Message> {
  authorize(caller, 'chat.write')
  const { employeeId, ...rest } = input
  const message = parseInput(sendMessageInput, rest)
  if (message.text.trim() === '' && message.attachments.length === 0) {
    throw new AppError('invalid', {
      detail: 'Write something or attach a file.',
      fields: { text: 'Empty message' },
    })
  }
  return transact(caller, async (tx) => {
    await requireRunning(tx, caller, 'chat')
    const conversation = await conversationWith(tx, caller, employeeId)
    await requireListening(tx, conversation)
    await lockConversation(tx, conversation.id)
    const known = message.clientKey && (await findByClientKey(tx, conversation.id, message.clientKey))
    if (known) return known
    if (message.replaces) await supersedeFrom(tx, caller, conversation.id, message.replaces)
    const sent = await writeMessage(tx, caller, conversation, message)
    await sql`select deskhand.wake_desk(${employeeId})`.execute(tx)
    return sent
  })
}

type ParsedMessage = ReturnType<typeof sendMessageInput.parse>

async function writeMessage(
  tx: Tx,
  caller: CompanyCaller,
  conversation: ConversationFacts,
  message: ParsedMessage,
): Promise<Message> {
  const id = randomUUID()
  const row = await tx
    .insertInto('messages')
    .values({
      id,
      companyId: caller.companyId,
      employeeId: conversation.employeeId,
      conversationId: conversation.id,
      author: 'member',
      userId: caller.kind === 'member' ? caller.userId : null,
      apiKeyId: caller.kind === 'key' ? caller.apiKeyId : null,
      authorName: caller.kind === 'member' ? caller.displayName || caller.email : 'API',
      text: message.text,
      status: 'queued',
      clientKey: message.clientKey ?? null,
      replaces: message.replaces ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await attach(tx, caller, conversation.employeeId, id, message)
  const [sent] = await completeMessages(tx, [row])
  if (!sent) throw notFound('message')
  return sent
}

async function attach(
  tx: Tx,
  caller: CompanyCaller,
  employeeId: string,
  messageId: string,
  { attachments: ids, replaces }: ParsedMessage,
): Promise<void> {
  if (ids.length === 0) return
  const attached = await tx
    .updateTable('attachments')
    .set({ messageId })
    .where('companyId', '=', caller.companyId)
    .where('employeeId', '=', employeeId)
    // Unsent ones, or those of the message that gives way, which go along with its new words.
    .where((eb) =>
      replaces
        ? eb.or([eb('messageId', 'is', null), eb('messageId', '=', replaces)])
        : eb('messageId', 'is', null),
    )
    .where('id', 'in', ids)
    .returning('sizeBytes')
    .execute()
  if (attached.length !== new Set(ids).size) throw notFound('attachment')
  const sizeBytes = attached.reduce((sum, one) => sum + one.sizeBytes, 0)
  if (sizeBytes > attachmentLimits.maxTotalBytes) {
    throw new AppError('too_large', {
      detail:
        'The attachments are larger than 18 MB together. Nothing was sent; send them in several messages.',
    })
  }
}

async function findByClientKey(
  tx: Tx,
  conversationId: string,
  clientKey: string,
): Promise<Message | undefined> {
  const rows = await tx
    .selectFrom('messages')
    .where('conversationId', '=', conversationId)
    .where('clientKey', '=', clientKey)
    .selectAll()
    .execute()
  const [known] = await completeMessages(tx, rows)
  return known
}
