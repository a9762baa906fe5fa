// Sends one final report until somebody has taken or refused it.
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiProblem, askApi, type Connection, Unreachable } from '#lib/wire/client.ts'
import { plainText } from '#lib/wire/plain-text.ts'
import { reportAnswer } from '#lib/wire/run.ts'
import { backOffMs } from '../back-off.ts'
import type { Say } from '../say.ts'
import { type FinalReport, removeReport, replaceReport } from './report.ts'

export interface Sending {
  stateDir: string
  connection: Connection
  say: Say
  /** Ends the trying: what was not taken stays on disk for the next start. */
  signal: AbortSignal
}

const longestReason = 2000

export type Sent = 'taken' | 'refused' | 'kept'

export async function sendReport(sending: Sending, report: FinalReport): Promise<Sent> {
  const { connection, say, stateDir, signal } = sending
  const task = `#${report.taskNumber}`
  if (report.siteUrl !== connection.siteUrl) return keep(say, report, `it belongs to ${report.siteUrl}`)
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { taskStatus } = await askApi(connection, reportAnswer, {
        method: 'POST',
        path: `/runs/${report.runId}/${report.verb}`,
        body: report.body,
      })
      await removeReport(stateDir, report.runId)
      say(`${task} ${words[report.verb]}; the task is now ${taskStatus.replaceAll('_', ' ')}.`)
      return 'taken'
    } catch (error) {
      if (!isPassing(error)) return refused(sending, report, error)
      if (signal.aborted) return keep(say, report, error.message)
      if (attempt === 1 || attempt % 10 === 0)
        say(`${task} cannot be reported yet (${error.message}). The report is kept on disk and sent again.`)
      const pauseMs = error instanceof ApiProblem ? error.retryAfterMs : undefined
      await sleep(pauseMs ?? backOffMs(attempt), undefined, { signal }).catch(() => undefined)
    }
  }
}

const words = { complete: 'reported', fail: 'reported as failed', release: 'given back' } as const

function isPassing(error: unknown): error is ApiProblem | Unreachable {
  return error instanceof Unreachable || (error instanceof ApiProblem && error.isPassing)
}

async function refused(sending: Sending, report: FinalReport, error: unknown): Promise<Sent> {
  const { stateDir, say } = sending
  if (!(error instanceof ApiProblem)) throw error
  // The key may be replaced until the next start.
  if (error.status === 401 || error.status === 403) return keep(say, report, error.message)
  if (error.code !== 'lease_lost' && report.verb === 'complete') {
    say(`#${report.taskNumber} The report was refused, and the task is reported as failed: ${error.message}`)
    const failure = failureOf(report, error)
    await replaceReport(stateDir, failure)
    return sendReport(sending, failure)
  }
  await removeReport(stateDir, report.runId)
  say(
    error.code === 'lease_lost'
      ? `#${report.taskNumber} was given to somebody else or ended meanwhile; this report is dropped. ${error.message}`
      : `#${report.taskNumber} The report was refused and is dropped: ${error.message}`,
  )
  return 'refused'
}

/** Without it the lease would run out, and the next attempt end with the same report. */
function failureOf(report: Extract<FinalReport, { verb: 'complete' }>, { message }: ApiProblem): FinalReport {
  const reason = plainText(`The report of the work was refused: ${message}`.slice(0, longestReason))
  const { leaseToken } = report.body
  return { ...report, verb: 'fail', body: { leaseToken, reason, canRetry: false, summary: '' } }
}

function keep(say: Say, report: FinalReport, why: string): 'kept' {
  say(`The report on #${report.taskNumber} stays on disk for the next start: ${why}`)
  return 'kept'
}
