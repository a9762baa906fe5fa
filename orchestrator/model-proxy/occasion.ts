// What a desk asks the model for: an answer in a conversation, or a run of a task. Pure.
import { runsMarkedIn } from '#orchestrator/gateway/task-session.ts'
import type { CallingDesk } from './find-desk.ts'

export interface Occasion {
  messageId: string | null
  runId: string | null
}

/**
 * A run's session begins with its mark, and so does every request of it. A mark counts only for a run that is alive at this very desk:
 * whoever writes one by hand moves costs between the tasks of one employee, and nowhere else.
 */
export function occasionOf(
  { messageId, runIds }: Pick<CallingDesk, 'messageId' | 'runIds'>,
  body: unknown,
): Occasion {
  const marked = Buffer.isBuffer(body) ? runsMarkedIn(body.toString()) : []
  const runId = marked.find((one) => runIds.includes(one))
  if (runId !== undefined) return { messageId: null, runId }
  // Of a run that has ended: it is neither an answer nor another run's.
  if (marked.length > 0) return { messageId: null, runId: null }
  const [only, ...others] = runIds
  const isOnlyRun = messageId === null && only !== undefined && others.length === 0
  return { messageId, runId: isOnlyRun ? only : null }
}
