// What desks say, brought to whoever carries the run it is about. What nobody carries is ended: its run ended while the desk was away, and
// the desk took it up again. In a conversation an employee asks in words: a question that waits there would hold up the answer.

import type { LineListener, Lines } from '#orchestrator/gateway/keep-lines.ts'
import type { DeskQuestion } from '#orchestrator/gateway/questions.ts'
import { runOfSession } from '#orchestrator/gateway/task-session.ts'
import { isTurnEnd } from '#orchestrator/gateway/turn-event.ts'
import type { Log } from '#orchestrator/log.ts'
import type { RunCarriers } from './run-carriers.ts'
import { deskOfStrayRun } from './stray-run.ts'

export interface HearOptions {
  carriers: RunCarriers
  lines: Lines
  mayAct: () => boolean
  log: Log
  onNews: () => void
}

export function hearDesks({ carriers, lines, mayAct, log, onNews }: HearOptions): LineListener {
  const strays = new Set<string>()

  async function endStray(employeeId: string, runId: string, sessionKey: string): Promise<void> {
    try {
      const deskId = await deskOfStrayRun(employeeId, runId)
      if (deskId === undefined) return onNews()
      log.info({ employeeId, runId }, 'A desk works on a run that has ended; it is stopped')
      await lines.of(deskId)?.abort(sessionKey)
    } catch (error) {
      log.warn({ err: error, employeeId, runId }, 'A run that has ended could not be stopped at its desk')
    } finally {
      strays.delete(sessionKey)
    }
  }

  function hearQuestion(employeeId: string, question: DeskQuestion): void {
    const carrier = carriers.ofSession(question.sessionKey)
    carrier?.ask(question)
    // One that nobody carries yet is found among the open questions by whoever takes it over.
    if (carrier || runOfSession(question.sessionKey) !== undefined || !mayAct()) return
    lines
      .ofEmployee(employeeId)
      ?.cancelQuestion(question.id)
      .catch((error: unknown) =>
        log.warn({ err: error, employeeId }, 'A question in a conversation stays open'),
      )
  }

  async function lookForQuestions(employeeId: string): Promise<void> {
    const connection = lines.ofEmployee(employeeId)
    if (connection?.state !== 'open') return
    for (const question of await connection.openQuestions())
      if (runOfSession(question.sessionKey) === undefined) hearQuestion(employeeId, question)
  }

  return {
    onChange(employeeId) {
      for (const carrier of carriers.all()) if (carrier.run.employeeId === employeeId) carrier.lineChanged()
      lookForQuestions(employeeId).catch((error: unknown) =>
        log.debug({ err: error, employeeId }, 'The open questions of a desk are not known'),
      )
      onNews()
    },
    onTurn(employeeId, sessionKey, event) {
      const runId = runOfSession(sessionKey)
      if (runId === undefined) return
      const carrier = carriers.ofSession(sessionKey)
      if (carrier) return carrier.hear(event)
      if (!mayAct() || isTurnEnd(event) || event.kind === 'interrupted' || strays.has(sessionKey)) return
      strays.add(sessionKey)
      void endStray(employeeId, runId, sessionKey)
    },
    onQuestion: hearQuestion,
  }
}
