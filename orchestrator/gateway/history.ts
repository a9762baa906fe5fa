/** A session's history in our words: what was said, which tools were called, what is still going on. */
import { unwrapCall, unwrapOutput } from './deferred-tool.ts'
import { type HistoryResult, type HistoryRow, isToolCallPart, textOf } from './frame.ts'

type HistoryToolCall = { callId: string; name: string; args?: Record<string, unknown> }

export type HistoryMessage =
  /** `key` is the idempotency key it was sent with; `fromGateway` marks what the gateway says to itself (a resumed turn). */
  | { role: 'user'; id: string; key?: string; text: string; fromGateway: boolean; at: Date }
  | {
      role: 'assistant'
      id: string
      runId?: string
      text: string
      toolCalls: HistoryToolCall[]
      stopReason?: string
      /** The gateway's record of an aborted run: its text is the whole run's text, not one more segment. */
      aborted: boolean
      at: Date
    }
  | {
      role: 'tool'
      id: string
      runId?: string
      callId: string
      name: string
      output: string
      isError: boolean
      at: Date
    }

export type SessionHistory = {
  messages: HistoryMessage[]
  activeRunIds: string[]
  /** A run is going on now. */
  active: boolean
  /** The gateway's word for the last run: running, done, failed, killed …; `running` while not `active` means it died under the run. */
  status?: string
  /** Keys of messages that were accepted but not yet taken up. */
  queuedKeys: string[]
  /** The run going on, with its text so far and the tool events the gateway keeps for those who come late. */
  inFlight?: { runId: string; text: string; events: unknown[] }
}

const userKeySuffix = ':user'
const failedBeforeReply = 'run-failed-before-reply'

export function readHistory(result: HistoryResult): SessionHistory {
  const { inFlightRun: inFlight, sessionInfo } = result
  const activeRunIds = sessionInfo?.activeRunIds ?? (inFlight ? [inFlight.runId] : [])
  return {
    messages: result.messages.flatMap(readRow),
    activeRunIds,
    active: sessionInfo?.hasActiveRun ?? activeRunIds.length > 0,
    queuedKeys: (result.pendingInputs?.items ?? []).flatMap((item) => item.runId ?? []),
    ...(sessionInfo?.status ? { status: sessionInfo.status } : {}),
    ...(inFlight
      ? { inFlight: { runId: inFlight.runId, text: inFlight.text, events: inFlight.events } }
      : {}),
  }
}

function readRow(row: HistoryRow): HistoryMessage[] {
  const base = { id: row.__openclaw?.id ?? '', at: new Date(row.timestamp ?? 0) }
  const runId = row.__openclaw?.runId
  const owned = { ...base, ...(runId ? { runId } : {}) }
  const text = textOf(row) ?? ''
  if (row.role === 'user') return [{ ...base, role: 'user', text, ...readSender(row) }]
  if (row.role === 'toolResult') {
    const callId = row.toolCallId ?? ''
    const output = unwrapOutput(row.toolName ?? '', text)
    return [
      { ...owned, role: 'tool', callId, name: row.toolName ?? 'tool', output, isError: row.isError === true },
    ]
  }
  if (row.customType === failedBeforeReply) {
    return [{ ...owned, role: 'assistant', text, toolCalls: [], stopReason: 'error', aborted: false }]
  }
  if (row.role !== 'assistant') return []
  const toolCalls = readToolCalls(row)
  const stop = row.stopReason ? { stopReason: row.stopReason } : {}
  return [{ ...owned, role: 'assistant', text, toolCalls, ...stop, aborted: row.openclawAbort !== undefined }]
}

function readSender(row: HistoryRow): { key?: string; fromGateway: boolean } {
  const fromGateway = row.provenance?.kind === 'internal_system'
  const key = row.idempotencyKey?.endsWith(userKeySuffix)
    ? row.idempotencyKey.slice(0, -userKeySuffix.length)
    : row.idempotencyKey
  return key ? { key, fromGateway } : { fromGateway }
}

function readToolCalls(row: HistoryRow): HistoryToolCall[] {
  if (typeof row.content === 'string') return []
  return row.content.flatMap((part) => {
    if (!isToolCallPart(part)) return []
    return [{ callId: part.id, ...unwrapCall(part.name, part.arguments) }]
  })
}
