// Ends runs that no answer belongs to: their answers were ended while the desk was away, and the desk took them up again.

import type { Lines } from '#orchestrator/gateway/keep-lines.ts'
import { isTurnEnd, type TurnEvent } from '#orchestrator/gateway/turn-event.ts'
import type { Log } from '#orchestrator/log.ts'
import { deskOfStraySession } from './read-message.ts'

export interface Strays {
  /** Something was said for which there is no answer. */
  hear: (employeeId: string, sessionKey: string, event: TurnEvent) => void
  /** An answer was begun: what was looked at before is looked at again. */
  forget: () => void
}

export function endStrays(options: {
  lines: Lines
  log: Log
  /** It is no stray: somebody should carry it. */
  onAnswer: (employeeId: string) => void
}): Strays {
  const seen = new Set<string>()

  async function end(employeeId: string, sessionKey: string, runId: string): Promise<void> {
    try {
      const deskId = await deskOfStraySession(employeeId, sessionKey)
      if (deskId === undefined) return options.onAnswer(employeeId)
      options.log.info({ employeeId, runId }, 'A run without an answer is ended')
      await options.lines.of(deskId)?.abort(sessionKey, runId)
    } catch (error) {
      seen.delete(runId)
      options.log.warn({ err: error, employeeId, runId }, 'A run without an answer could not be ended')
    }
  }

  return {
    hear(employeeId, sessionKey, event) {
      if (isTurnEnd(event) || event.kind === 'interrupted' || seen.has(event.runId)) return
      seen.add(event.runId)
      void end(employeeId, sessionKey, event.runId)
    },
    forget: () => seen.clear(),
  }
}
