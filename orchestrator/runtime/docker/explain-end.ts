// Why a desk's container ended, in words, from what the engine and its log tell. Pure.

import { lastLines, redact } from '#orchestrator/redact.ts'
import type { ExitCause } from '../desk-runtime.ts'
import type { RecordedExit } from '../recorded-exit.ts'

export interface EndTraces {
  exitCode: number
  oomKilled: boolean
  /** What the engine itself could not do. */
  engineError: string
  at: Date
  log: string
  secrets: string[]
  /** The agent's own words about the gateway, from before the end. */
  lastFailure: { code: string; text: string; action: string } | undefined
}

const signals: Record<number, string> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  6: 'SIGABRT',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
}
const tailLines = 40

export function explainEnd(traces: EndTraces): RecordedExit {
  const { exitCode, at, log, secrets } = traces
  const signal = exitCode > 128 ? (signals[exitCode - 128] ?? `signal ${exitCode - 128}`) : null
  const cause = causeOf(traces, signal)
  return {
    code: signal ? null : exitCode,
    signal,
    cause,
    ...wordsFor(cause, traces, signal),
    logTail: lastLines(redact(log, secrets), tailLines),
    at: at.toISOString(),
  }
}

const shortestLifeMs = 10_000

/** The engine or the machine was shut down, and the desk with it: that is no failure, unless it comes right after the start. */
export function wasOrderly(state: {
  ExitCode: number
  OOMKilled: boolean
  Error: string
  StartedAt: string
  FinishedAt: string
}): boolean {
  const ranMs = Date.parse(state.FinishedAt) - Date.parse(state.StartedAt)
  return state.ExitCode === 0 && !state.OOMKilled && state.Error === '' && ranMs >= shortestLifeMs
}

/** Nobody is left to ask: the container was taken away. */
export function vanished(at: Date): RecordedExit {
  return {
    code: null,
    signal: null,
    cause: 'vanished',
    reason: 'The container of this desk was removed from outside. Its home is untouched.',
    action: 'It is made again by itself.',
    logTail: '',
    at: at.toISOString(),
  }
}

/** The agent gave up: it started the gateway again and again, and it never stayed. */
export function gaveUp(
  failure: { text: string; action: string },
  lastExit: { cause: string; logTail: string } | null,
  at: Date,
): RecordedExit {
  return {
    code: null,
    signal: null,
    cause: exitCauseOf(lastExit?.cause),
    reason: failure.text,
    action: failure.action,
    logTail: lastExit?.logTail ?? '',
    at: at.toISOString(),
  }
}

const causes: readonly ExitCause[] = [
  'bad_config',
  'out_of_memory',
  'port_taken',
  'killed',
  'crashed',
  'ended',
  'vanished',
]

function exitCauseOf(text: string | undefined): ExitCause {
  return causes.find((cause) => cause === text) ?? 'crashed'
}

function causeOf({ exitCode, oomKilled, engineError }: EndTraces, signal: string | null): ExitCause {
  if (oomKilled) return 'out_of_memory'
  if (engineError !== '') return 'crashed'
  if (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT') return 'killed'
  return exitCode === 0 ? 'ended' : 'crashed'
}

function wordsFor(
  cause: ExitCause,
  { exitCode, engineError, lastFailure }: EndTraces,
  signal: string | null,
) {
  const before = lastFailure ? ` Before that: ${lastFailure.text}` : ''
  switch (cause) {
    case 'out_of_memory':
      return {
        reason: 'The desk used all the memory it may use, and the system ended it.',
        action: 'Start it again. If it repeats, give desks more memory (DESK_MEMORY_MB).',
      }
    case 'killed':
      return {
        reason: `Somebody ended the desk from outside (${signal}); a restart of the Docker engine does that, too.`,
        action: 'Start it again.',
      }
    case 'ended':
      return { reason: `The desk ended by itself, without an error.${before}`, action: 'Start it again.' }
    default:
      return {
        reason: engineError
          ? `The Docker engine could not run the desk: ${engineError}`
          : `The desk failed (${signal ?? `exit code ${exitCode}`}).${before}`,
        action: 'Start it again. If it repeats, read the last lines of its log.',
      }
  }
}
