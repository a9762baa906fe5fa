// What a message hands to the employee: its text and its attachments' contents, and the model they think with now.
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { defaultModel, modelById } from '#lib/model/models.ts'
import type { Attachment } from '#orchestrator/gateway/session-verbs.ts'

export function readMessage(
  messageId: string,
): Promise<{ text: string; model: string; attachments: Attachment[] }> {
  return transactAsOrchestrator(async (tx) => {
    const { text, model } = await tx
      .selectFrom('messages')
      .innerJoin('employees', 'employees.id', 'messages.employeeId')
      .where('messages.id', '=', messageId)
      .select(['messages.text', 'employees.model'])
      .executeTakeFirstOrThrow()
    const rows = await tx
      .selectFrom('attachments')
      .where('messageId', '=', messageId)
      .select(['name', 'mediaType', 'content'])
      .orderBy('createdAt')
      .orderBy('id')
      .execute()
    return {
      text,
      model: modelById(model)?.id ?? defaultModel,
      attachments: rows.map(({ name, mediaType, content }) => ({
        fileName: name,
        mimeType: mediaType,
        content,
      })),
    }
  })
}

/** Which of these answers people still see in their conversation. */
export async function keepLiving(answerIds: string[]): Promise<Set<string>> {
  const ids = answerIds.filter((id) => uuid.test(id))
  if (ids.length === 0) return new Set()
  const rows = await transactAsOrchestrator((tx) =>
    tx.selectFrom('messages').where('id', 'in', ids).where('supersededAt', 'is', null).select('id').execute(),
  )
  return new Set(rows.map(({ id }) => id))
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The desk of a session in which no answer is being written; undefined when one is, or when it is no conversation. */
export async function deskOfStraySession(
  employeeId: string,
  sessionKey: string,
): Promise<string | undefined> {
  const row = await transactAsOrchestrator((tx) =>
    tx
      .selectFrom('conversations as conversation')
      .innerJoin('desks as desk', 'desk.employeeId', 'conversation.employeeId')
      .where('conversation.employeeId', '=', employeeId)
      .where('conversation.sessionKey', '=', sessionKey)
      .where('desk.observedState', '=', 'ready')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('messages')
              .select('messages.id')
              .whereRef('messages.conversationId', '=', 'conversation.id')
              .where('messages.status', '=', 'streaming'),
          ),
        ),
      )
      .select('desk.id as deskId')
      .executeTakeFirst(),
  )
  return row?.deskId
}
