// The last word about a run: what came of it, and with it the task.
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '#lib/errors.ts'
import type { Refusal } from '#lib/question/ask-to-continue.ts'
import { completeRun, failRun, releaseRun } from '#lib/run/end-run.ts'
import type { Failure } from '#lib/wire/shapes.ts'
import type { Log } from '#orchestrator/log.ts'
import { storable } from '#orchestrator/turn/storable.ts'
import type { Turn } from '#orchestrator/turn/turn.ts'
import { collectArtifacts } from './collect-artifacts.ts'
import { parkRun } from './park-run.ts'
import { summaryOf } from './read-words.ts'
import type { RunEnd, RunFacts, RunNotes } from './run.ts'
import type { Exec } from './workspace.ts'
import type { RunWriter } from './write-run.ts'

export interface EndMeans {
  run: RunFacts
  exec: Exec
  writer: RunWriter
  log: Log
  isLetGo: () => boolean
}

const tryAgainMs = 1000
const collectTries = 5

/** Undefined when it was let go before the end could be written: the next orchestrator finds it. */
export function complete(means: EndMeans, turn: Turn): Promise<RunEnd | undefined> {
  const { run } = means
  const lease = { runId: run.runId, leaseToken: run.leaseToken }
  const lastToolAt = Math.max(0, ...[...turn.tools.values()].map(({ textOffset }) => textOffset))
  return untilWritten(means, async (tries) => {
    await means.writer.write(turn, true)
    const leftOut = await collect(means, lease, tries)
    if (leftOut === undefined) return fail(means, filesUnreachable)
    await means.writer.say(leftOut)
    const summary = storable(summaryOf(turn.text, lastToolAt))
    await completeRun('orchestrator', { ...lease, summary })
    return { outcome: 'completed', code: '' }
  })
}

async function collect(
  { run, exec, log }: EndMeans,
  lease: { runId: string; leaseToken: string },
  tries: number,
): Promise<string[] | undefined> {
  try {
    return await collectArtifacts(exec, run.task.number, lease)
  } catch (error) {
    if (isLost(error) || tries < collectTries) throw error
    log.warn({ err: error, runId: run.runId }, 'What a run made could not be collected')
    return undefined
  }
}

export function fail(means: EndMeans, failure: Failure): Promise<RunEnd | undefined> {
  const { runId, leaseToken } = means.run
  const reason = inWords(failure)
  return untilWritten(means, async () => {
    await failRun('orchestrator', { runId, leaseToken, reason, canRetry: canRetry(failure), summary: '' })
    return { outcome: 'failed', code: failure.code }
  })
}

/** Given back unharmed: somebody wanted it so, or it may not go on for now. */
export function release(means: EndMeans, failure: Failure): Promise<RunEnd | undefined> {
  const { runId, leaseToken } = means.run
  return untilWritten(means, async () => {
    await releaseRun('orchestrator', { runId, leaseToken, reason: failure.text.slice(0, 500) })
    return { outcome: 'released', code: failure.code }
  })
}

/** Let go of until somebody decides about its cost. */
export function park(means: EndMeans, notes: RunNotes, refusal: Refusal): Promise<RunEnd | undefined> {
  return untilWritten(means, async () => {
    await parkRun(means.run, notes, refusal)
    return { outcome: 'parked', code: refusal.reason }
  })
}

async function untilWritten(
  { run, log, isLetGo }: EndMeans,
  write: (tries: number) => Promise<RunEnd | undefined>,
): Promise<RunEnd | undefined> {
  for (let tries = 1; !isLetGo(); tries++) {
    try {
      return await write(tries)
    } catch (error) {
      if (isLost(error)) return { outcome: 'gone', code: 'lease_lost' }
      log.warn({ err: error, runId: run.runId }, 'The end of a run could not be written; trying again')
      await sleep(tryAgainMs)
    }
  }
  return undefined
}

export function isLost(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'lease_lost' || error.code === 'not_found')
}

/** The words were made for answers in a conversation; of a run only the cause is said. */
function inWords({ text }: Failure): string {
  const cause = text
    .replace('What was written so far is kept.', '')
    .replace('The answer failed.', 'The work failed.')
    .replace('of this answer', 'of it')
    .replace('this answer', 'it')
    .replace('The conversation', 'The work')
    .trim()
  return storable(cause).slice(0, 2000) || 'The desk gave no reason.'
}

/** Where another attempt would end the same. */
function canRetry({ code }: Failure): boolean {
  return code !== 'model_unknown' && code !== 'unanswered'
}

const filesUnreachable: Failure = {
  code: 'files_unreachable',
  text: 'The work was done, but its files could not be fetched from the desk.',
  action: 'Try again.',
}
