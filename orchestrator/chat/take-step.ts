// Does at the gateway what was decided about an answer.
import { AppError } from '#lib/errors.ts'
import { attachmentLimits } from '#lib/wire/message.ts'
import type { Failure } from '#lib/wire/shapes.ts'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { AnswerFacts } from './answer.ts'
import { attachmentsTooLarge, cannotForget, refused } from './failures.ts'
import type { Sight, Step } from './next-step.ts'
import { readMessage } from './read-message.ts'
import { readSight, type SightOfRuns } from './read-sight.ts'

/** What is known after a step. Without a sight, somebody has to look. */
export interface StepResult {
  sight?: SightOfRuns | Sight
  refusal?: Failure
}

export async function takeStep(
  step: Exclude<Step, { do: 'finish' | 'wait' }>,
  connection: GatewayConnection,
  answer: AnswerFacts,
  known: { wasSent: boolean },
): Promise<StepResult> {
  switch (step.do) {
    case 'look':
      return { sight: await readSight(connection, answer, known) }
    case 'abort':
      await connection.abort(answer.sessionKey)
      return {}
    case 'rewind':
      return (await connection.rewindTo(answer.sessionKey, step.key)) ? {} : { refusal: cannotForget }
    case 'send':
      return send(connection, answer)
  }
}

async function send(connection: GatewayConnection, answer: AnswerFacts): Promise<StepResult> {
  const { sessionKey, answerId } = answer
  const message = await readMessage(answer.messageId)
  const sizeBytes = message.attachments.reduce((sum, { content }) => sum + content.byteLength, 0)
  if (sizeBytes > attachmentLimits.maxTotalBytes) return { refusal: attachmentsTooLarge }
  try {
    await connection.send({ ...message, sessionKey, idempotencyKey: answerId })
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return { refusal: refused(error.facts.detail) }
    throw error
  }
  const outcome = { kind: 'running' as const, runIds: [answerId], text: '', tools: [] }
  return { sight: { outcome, isActive: true, isUnsettled: false, strayKey: undefined } }
}
