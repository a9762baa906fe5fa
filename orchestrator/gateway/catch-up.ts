/** What a listener missed while the connection was gone, as turn events in their order. */
import type { SessionHistory } from './history.ts'
import type { TurnEnd, TurnEvent } from './turn-event.ts'
import { recordSoFar, type TurnRecord, turnOutcome } from './turn-outcome.ts'

/** Events of the run going on now: everything it said and did so far. */
export function catchUpInFlight(history: SessionHistory): TurnEvent[] {
  const { inFlight } = history
  if (!inFlight) return []
  const { runId } = inFlight
  const own = history.messages.filter((row) => row.role !== 'user' && row.runId === runId)
  return replay(runId, recordSoFar(own, history))
}

/** Events of a run that was open when the connection broke and is no longer active. */
export function catchUpEnded(history: SessionHistory, runId: string): TurnEvent[] {
  const outcome = turnOutcome(history, runId)
  if (outcome.kind === 'unknown') {
    return [{ kind: 'error', runId, message: 'The gateway no longer knows this run.', errorKind: 'lost' }]
  }
  // Its turn goes on, but under another run: the gateway died and took it up again.
  if (outcome.kind === 'running') return [{ kind: 'interrupted', runId }]
  const before = replay(runId, outcome)
  if (outcome.kind === 'interrupted') return [...before, { kind: 'interrupted', runId }]
  const { text } = outcome
  const ends: Record<typeof outcome.kind, TurnEnd> = {
    done: { kind: 'final', runId, text },
    aborted: { kind: 'aborted', runId, text },
    failed: { kind: 'error', runId, message: outcome.kind === 'failed' ? outcome.message : '' },
  }
  return [...before, ends[outcome.kind]]
}

function replay(runId: string, { text, tools }: TurnRecord): TurnEvent[] {
  const calls = tools.flatMap(({ callId, name, args, output, isError, textOffset }): TurnEvent[] => {
    const base = { kind: 'tool' as const, runId, callId, name }
    return [
      { kind: 'text', runId, text: text.slice(0, textOffset) },
      { ...base, phase: 'start', ...(args ? { args } : {}) },
      ...(output === undefined
        ? []
        : [{ ...base, phase: 'result' as const, output, isError: isError === true }]),
    ]
  })
  const words: TurnEvent[] = [...calls, { kind: 'text', runId, text }]
  return words.filter((event) => event.kind !== 'text' || event.text !== '')
}
