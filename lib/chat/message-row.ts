// How messages are read: with their tool calls and the names of what is attached.
import type { Selectable } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import type { Message as MessageTable, ToolCall as ToolCallTable } from '#lib/db/types.ts'
import { type Attachment, type Message, messageStatuses, type ToolCall } from '#lib/wire/message.ts'
import { failure } from '#lib/wire/shapes.ts'

type MessageRow = Selectable<MessageTable>
type ToolCallRow = Selectable<ToolCallTable>

/** Completes message rows, in their order, with two further queries however many there are. */
export async function completeMessages(tx: Tx, rows: MessageRow[]): Promise<Message[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const calls = await tx
    .selectFrom('toolCalls')
    .where('messageId', 'in', ids)
    .selectAll()
    .orderBy('textOffset')
    .orderBy('startedAt')
    .execute()
  const attached = await tx
    .selectFrom('attachments')
    .where('messageId', 'in', ids)
    .select(['id', 'messageId', 'name', 'mediaType', 'sizeBytes'])
    .orderBy('createdAt')
    .execute()
  return rows.map((row) =>
    toWire(
      row,
      calls.filter((call) => call.messageId === row.id).map(toolCallToWire),
      attached
        .filter((one) => one.messageId === row.id)
        .map(({ id, name, mediaType, sizeBytes }) => ({ id, name, mediaType, sizeBytes })),
    ),
  )
}

export function toolCallToWire(row: ToolCallRow): ToolCall {
  return {
    id: row.id,
    name: row.name,
    arguments: row.arguments,
    output: row.output,
    outputTruncated: row.outputTruncated,
    status: toolStatuses.find((status) => status === row.status) ?? 'interrupted',
    textOffset: row.textOffset,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}

const toolStatuses = ['running', 'done', 'error', 'interrupted'] as const

function toWire(row: MessageRow, toolCalls: ToolCall[], attachments: Attachment[]): Message {
  return {
    id: row.id,
    seq: row.seq,
    employeeId: row.employeeId,
    conversationId: row.conversationId,
    author: row.author === 'member' ? 'member' : 'employee',
    userId: row.userId,
    authorName: row.authorName,
    replyTo: row.replyTo,
    text: row.text,
    status: messageStatuses.find((status) => status === row.status) ?? 'failed',
    phase: row.phase,
    failure: failure.nullable().parse(row.failure),
    clientKey: row.clientKey,
    stopRequested: row.stopRequestedAt !== null,
    attachments,
    toolCalls,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    superseded: row.supersededAt !== null,
  }
}
