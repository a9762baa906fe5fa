/**
 * Folds the gateway's event stream into turn events: one per fact, whatever the gateway repeats. State is per run, kept
 * only while the run is open, plus a bounded memory of ended runs, because every error is told twice.
 */
import { unwrapCall, unwrapOutput } from './deferred-tool.ts'
import { type AgentFrame, agentFrame, type ChatFrame, chatFrame, type ToolData, textOf } from './frame.ts'
import { createRunText, type RunText } from './run-text.ts'
import { isTurnEnd, type ToolEvent, type TurnEvent } from './turn-event.ts'

export type SessionTurnEvent = { sessionKey: string; event: TurnEvent }
type OpenCall = { name: string; ended: boolean; output: string }
type OpenRun = {
  sessionKey: string
  /** As last told. */
  text: string
  words: RunText
  /** Its words come by the finer stream, which knows of segments. */
  isStreamed: boolean
  phase: string
  calls: Map<string, OpenCall>
}

export type TurnFold = {
  /** Reads a gateway event; returns what is new for a turn. Frames about anything else give nothing. */
  fold: (frame: { event: string; payload?: unknown }) => SessionTurnEvent[]
  /** Adds facts learned elsewhere (history after a reconnect), through the same filter for what is new. */
  learn: (sessionKey: string, events: TurnEvent[]) => SessionTurnEvent[]
  openRuns: () => { runId: string; sessionKey: string }[]
  forget: (runId: string) => void
}

const rememberedEndedRuns = 500

export function createTurnFold(): TurnFold {
  const open = new Map<string, OpenRun>()
  const ended = new Set<string>()

  function openRun(sessionKey: string, runId: string): OpenRun {
    const run = open.get(runId) ?? {
      sessionKey,
      text: '',
      words: createRunText(),
      isStreamed: false,
      phase: '',
      calls: new Map(),
    }
    open.set(runId, run)
    return run
  }

  function end(runId: string): void {
    open.delete(runId)
    ended.add(runId)
    const oldest = ended.values().next().value
    if (ended.size > rememberedEndedRuns && oldest !== undefined) ended.delete(oldest)
  }

  function accept(sessionKey: string, events: TurnEvent[]): SessionTurnEvent[] {
    return events.flatMap((event) => {
      if (ended.has(event.runId)) return []
      const run = openRun(sessionKey, event.runId)
      if (!isNews(run, event)) return []
      if (isTurnEnd(event)) end(event.runId)
      return [{ sessionKey, event }]
    })
  }

  /** What history knows may be older than what was streamed: it never takes text back. */
  function learn(sessionKey: string, events: TurnEvent[]): SessionTurnEvent[] {
    return events.flatMap((event) => {
      const run = ended.has(event.runId) ? undefined : openRun(sessionKey, event.runId)
      if (event.kind === 'text' && run) {
        if (run.text.startsWith(event.text)) return []
        run.words.replace(event.text)
      }
      return accept(sessionKey, [event])
    })
  }

  return {
    fold: ({ event, payload }) => {
      const chat = event === 'chat' ? chatFrame.safeParse(payload).data : undefined
      const agent = event === 'agent' ? agentFrame.safeParse(payload).data : undefined
      const frame = chat ?? agent
      if (!frame || ended.has(frame.runId)) return []
      const run = openRun(frame.sessionKey, frame.runId)
      const events = chat ? readChat(chat, run) : agent ? readAgent(agent, run) : []
      return accept(frame.sessionKey, events)
    },
    learn,
    openRuns: () => [...open].map(([runId, { sessionKey }]) => ({ runId, sessionKey })),
    forget: (runId) => void open.delete(runId),
  }
}

/** Records the event in the run and says whether it adds anything. */
function isNews(run: OpenRun, event: TurnEvent): boolean {
  if (event.kind === 'phase') {
    if (run.phase === event.phase) return false
    run.phase = event.phase
  } else if (event.kind === 'text') {
    if (run.text === event.text) return false
    run.text = event.text
  } else if (event.kind === 'tool') {
    return isToolNews(run.calls, event)
  }
  return true
}

function isToolNews(calls: Map<string, OpenCall>, event: ToolEvent): boolean {
  const call = calls.get(event.callId)
  if (!call) {
    const { name, output = '' } = event
    calls.set(event.callId, { name, ended: event.phase === 'result', output })
    return true
  }
  if (call.ended || event.phase === 'start') return false
  if (event.phase === 'update' && event.output === call.output) return false
  call.ended = event.phase === 'result'
  call.output = event.output ?? call.output
  return true
}

function readChat(frame: ChatFrame, run: OpenRun): TurnEvent[] {
  const { runId, state } = frame
  if (state === 'status') return [{ kind: 'phase', runId, phase: frame.phase ?? 'working' }]
  if (state === 'delta') {
    if (run.isStreamed) return []
    run.words.replace(textOf(frame.message) ?? run.words.read() + (frame.deltaText ?? ''))
    return [{ kind: 'text', runId, text: run.words.read() }]
  }
  if (state === 'error') return [readError(frame)]
  const text = lastWord(run, textOf(frame.message))
  const end = text === undefined ? {} : { text }
  if (state === 'aborted') return [{ kind: 'aborted', runId, ...end }]
  return [{ kind: 'final', runId, ...end, ...(frame.stopReason ? { stopReason: frame.stopReason } : {}) }]
}

/** A final message may carry only its last segment, or nothing: what was streamed before it still stands. */
function lastWord({ words, isStreamed }: OpenRun, last: string | undefined): string | undefined {
  if (isStreamed && last !== undefined) words.finish(last)
  const known = words.read()
  if (last === undefined) return known === '' ? undefined : known
  return isStreamed || known.endsWith(last) ? known : last
}

function readError({ runId, errorMessage, errorKind, errorDetail }: ChatFrame): TurnEvent {
  return {
    kind: 'error',
    runId,
    message: errorMessage ?? 'The run failed.',
    ...(errorKind ? { errorKind } : {}),
    ...(errorDetail?.httpStatus ? { httpStatus: errorDetail.httpStatus } : {}),
  }
}

function readAgent(frame: AgentFrame, run: OpenRun): TurnEvent[] {
  const { runId } = frame
  if (frame.stream === 'tool') return readTool(runId, frame.data, run.calls)
  if (frame.stream === 'run_status') {
    const { attempt, maxAttempts, delayMs, reason } = frame.data
    return [{ kind: 'retrying', runId, attempt, maxAttempts, delayMs, reason }]
  }
  if (frame.stream === 'assistant') run.words.stream(frame.data.itemId, frame.data.text)
  else run.words.close(frame.data.progressText)
  run.isStreamed = true
  return [{ kind: 'text', runId, text: run.words.read() }]
}

function readTool(runId: string, data: ToolData, calls: Map<string, OpenCall>): TurnEvent[] {
  const parent = data.parentToolCallId
  if (parent && data.phase !== 'update') return []
  const callId = parent ?? data.toolCallId
  const call = unwrapCall(data.name, data.args)
  const name = calls.get(callId)?.name ?? call.name
  const base = { kind: 'tool' as const, runId, callId, name, phase: data.phase }
  if (data.phase === 'start') return [{ ...base, ...(call.args ? { args: call.args } : {}) }]
  const output = unwrapOutput(
    data.name,
    textOf(data.phase === 'update' ? data.partialResult : data.result) ?? '',
  )
  return [{ ...base, output, ...(data.phase === 'result' ? { isError: data.isError === true } : {}) }]
}
