import { AppError } from '#lib/errors.ts'
import { attachmentLimits } from '#lib/wire/message.ts'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import { attachmentsTooLarge, refused } from '#orchestrator/turn/failures.ts'
import { justSent, type StepResult } from '#orchestrator/turn/take-step.ts'
import type { AnswerFacts } from './answer.ts'
import { readMessage } from './read-message.ts'

/** Hands the message to the desk: the turn it begins is the answer. */
export async function sendAnswer(
  connection: GatewayConnection,
  { sessionKey, answerId, messageId }: AnswerFacts,
): Promise<StepResult> {
  const message = await readMessage(messageId)
  const sizeBytes = message.attachments.reduce((sum, { content }) => sum + content.byteLength, 0)
  if (sizeBytes > attachmentLimits.maxTotalBytes) return { refusal: attachmentsTooLarge }
  try {
    await connection.send({ ...message, sessionKey, idempotencyKey: answerId })
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return { refusal: refused(error.facts.detail) }
    throw error
  }
  return { sight: justSent(answerId) }
}
