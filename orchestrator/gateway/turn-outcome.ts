/** What became of a turn, read from history alone: the truth after a reconnect, a restart or a lost answer. */
import type { HistoryMessage, SessionHistory } from './history.ts'
import { unwrittenTail } from './unwritten-tail.ts'

type OutcomeTool = {
  callId: string
  name: string
  args?: Record<string, unknown>
  output?: string
  isError?: boolean
  /** How much of the text stood before the call. */
  textOffset: number
}

export type TurnRecord = { text: string; tools: OutcomeTool[] }

export type TurnOutcome =
  /** The gateway does not know the message: it may be sent (again). */
  | { kind: 'unknown' }
  | ({ kind: 'running'; runIds: string[] } & TurnRecord)
  /** The gateway died under the turn and has not taken it up again yet; it does so seconds after its start. */
  | ({ kind: 'interrupted' } & TurnRecord)
  | ({ kind: 'done'; stopReason?: string } & Ended)
  | ({ kind: 'aborted' } & Ended)
  | ({ kind: 'failed'; message: string } & Ended)

/** A guess when only the session's status says so, which may still be that of the run before. */
type Ended = TurnRecord & { isGuess?: true }

type Assistant = Extract<HistoryMessage, { role: 'assistant' }>

const segmentSeparator = '\n\n'

/** `key` is the idempotency key of the message, which is also the id of its first run. */
export function turnOutcome(history: SessionHistory, key: string): TurnOutcome {
  const rows = rowsOfTurn(history.messages, key)
  if (!rows) {
    const accepted = history.queuedKeys.includes(key) || history.activeRunIds.includes(key)
    // What runs while it waits is somebody else's.
    const runIds = history.activeRunIds.filter((runId) => runId === key)
    return accepted ? { kind: 'running', runIds, text: '', tools: [] } : { kind: 'unknown' }
  }
  const record = recordOf(rows.messages)
  if (rows.isLast && history.active)
    return { kind: 'running', runIds: history.activeRunIds, ...recordSoFar(rows.messages, history) }
  const last = rows.messages.findLast((row): row is Assistant => row.role === 'assistant')
  if (last?.aborted) return { kind: 'aborted', ...record }
  if (last?.stopReason === 'error') return failed(rows.messages, last)
  if (last?.stopReason !== undefined && last.stopReason !== 'toolUse') {
    return { kind: 'done', stopReason: last.stopReason, ...record }
  }
  if (!rows.isLast) return { kind: 'aborted', ...record }
  return withoutLastWord(history, record)
}

function failed(rows: HistoryMessage[], last: Assistant): TurnOutcome {
  return { kind: 'failed', message: last.text, ...recordOf(rows.filter((row) => row !== last)) }
}

/** A turn that ended without an answer leaves only the session's status behind. */
function withoutLastWord({ status }: SessionHistory, record: TurnRecord): TurnOutcome {
  if (status === 'running') return { kind: 'interrupted', ...record }
  const guess = { ...record, isGuess: true as const }
  if (status === 'killed') return { kind: 'aborted', ...guess }
  if (status === 'failed')
    return { kind: 'failed', message: 'The run failed before it produced an answer.', ...guess }
  return { kind: 'done', ...guess }
}

function rowsOfTurn(messages: HistoryMessage[], key: string) {
  const start = messages.findIndex((row) => row.role === 'user' && row.key === key)
  if (start < 0) return undefined
  const length = messages.slice(start + 1).findIndex((row) => row.role === 'user' && !row.fromGateway)
  const isLast = length < 0
  return { messages: messages.slice(start + 1, isLast ? undefined : start + 1 + length), isLast }
}

/** Folds rows into one text and the tool calls at their places in it. */
function recordOf(rows: HistoryMessage[]): TurnRecord {
  const tools: OutcomeTool[] = []
  let text = ''
  for (const row of rows) {
    if (row.role === 'assistant') {
      text = row.aborted && row.text.startsWith(text) ? row.text : joined(text, row.text)
      tools.push(...row.toolCalls.map((call) => ({ ...call, textOffset: text.length })))
    } else if (row.role === 'tool') {
      const call = tools.find((each) => each.callId === row.callId)
      if (call) Object.assign(call, { output: row.output, isError: row.isError })
    }
  }
  return { text, tools }
}

/** The record and what the run going on has said since its last row. */
export function recordSoFar(rows: HistoryMessage[], { inFlight }: SessionHistory): TurnRecord {
  const record = recordOf(rows)
  if (!inFlight) return record
  const written = rows.flatMap((row) =>
    row.role === 'assistant' && row.runId === inFlight.runId && row.text !== '' ? row.text : [],
  )
  return { ...record, text: joined(record.text, unwrittenTail(inFlight.text, written)) }
}

function joined(before: string, segment: string): string {
  return before === '' || segment === '' ? before + segment : before + segmentSeparator + segment
}
