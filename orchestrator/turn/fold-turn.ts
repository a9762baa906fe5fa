// Turns what a gateway says into what is known of a turn. Pure.
import { lengthInCodePoints } from '#lib/chat/code-points.ts'
import type { ToolEvent, TurnEvent } from '#orchestrator/gateway/turn-event.ts'
import type { TurnOutcome, TurnRecord } from '#orchestrator/gateway/turn-outcome.ts'
import { tailOf } from './storable.ts'
import type { ToolState, Turn } from './turn.ts'

export function newTurn(runId: string): Turn {
  return {
    text: '',
    phase: 'preparing',
    tools: new Map(),
    runs: new Map([[runId, '']]),
    end: undefined,
    isWordless: false,
    mustLook: false,
  }
}

export function foldTurn(turn: Turn, event: TurnEvent, now: number): Turn {
  const before = turn.runs.get(event.runId)
  if (before === undefined) return { ...turn, mustLook: true }
  switch (event.kind) {
    case 'phase':
      return turn.text === '' ? { ...turn, phase: phaseOf(event.phase) } : turn
    case 'retrying':
      return { ...turn, phase: retryPhase(event.attempt, event.maxAttempts, event.reason) }
    case 'text':
      return { ...turn, text: joined(before, event.text), phase: 'writing' }
    case 'tool':
      return withTool(turn, event, now)
    case 'interrupted':
      return { ...turn, mustLook: true }
    case 'final':
      return final({ ...turn, text: ended(turn.text, before, event.text) })
    case 'aborted':
      return { ...turn, text: ended(turn.text, before, event.text), end: { kind: 'aborted' } }
    case 'error': {
      if (event.errorKind === 'lost') return { ...turn, mustLook: true }
      const { message, errorKind, httpStatus } = event
      return { ...turn, end: { kind: 'error', message, errorKind, httpStatus } }
    }
  }
}

/** The gateway also ends the run of a message that it lets wait behind another run: only history knows what comes. */
function final(turn: Turn): Turn {
  if (turn.text === '' && turn.tools.size === 0) return { ...turn, isWordless: true, mustLook: true }
  return { ...turn, end: { kind: 'final' } }
}

/** Takes over what the gateway's history says, without taking back what was heard since. */
export function adopt(turn: Turn, record: TurnRecord, runs: ReadonlyMap<string, string>, now: number): Turn {
  const tools = new Map(turn.tools)
  for (const tool of record.tools) {
    const known = tools.get(tool.callId)
    const isOver = tool.output !== undefined
    if (known && (known.status === 'done' || known.status === 'error')) continue
    const startedAt = known?.startedAt ?? now
    tools.set(tool.callId, {
      callId: tool.callId,
      name: tool.name,
      args: tool.args ?? known?.args ?? {},
      ...outputOf(tool.output ?? known?.output ?? ''),
      status: isOver ? (tool.isError ? 'error' : 'done') : 'running',
      textOffset: lengthInCodePoints(record.text.slice(0, tool.textOffset)),
      startedAt,
      endedAt: isOver ? now : undefined,
    })
  }
  const isNewer = turn.text.startsWith(record.text)
  return {
    ...turn,
    text: isNewer ? turn.text : record.text,
    phase: phaseAfter(turn.phase, record.text, tools),
    tools,
    runs: new Map([...turn.runs, ...runs]),
    mustLook: false,
  }
}

/** The end of a turn as history tells it: it may know what was said before we listened. */
export function withHistory(turn: Turn, outcome: TurnOutcome, now: number): Turn {
  if (outcome.kind === 'unknown') return turn
  const adopted = adopt(turn, outcome, new Map(), now)
  return { ...adopted, text: outcome.text.includes(turn.text) ? outcome.text : turn.text }
}

/** Calls that nobody will hear of any more. */
export function withoutRunningTools(turn: Turn, now: number): Turn {
  const tools = new Map<string, ToolState>()
  for (const [callId, tool] of turn.tools)
    tools.set(callId, tool.status === 'running' ? { ...tool, status: 'interrupted', endedAt: now } : tool)
  return { ...turn, tools }
}

function withTool(turn: Turn, event: ToolEvent, now: number): Turn {
  const known = turn.tools.get(event.callId)
  const isOver = event.phase === 'result'
  const tool: ToolState = {
    callId: event.callId,
    name: known?.name ?? event.name,
    args: event.args ?? known?.args ?? {},
    ...(event.output === undefined
      ? { output: known?.output ?? '', isTruncated: known?.isTruncated ?? false }
      : outputOf(event.output)),
    status: isOver ? (event.isError ? 'error' : 'done') : 'running',
    textOffset: known?.textOffset ?? lengthInCodePoints(turn.text),
    startedAt: known?.startedAt ?? now,
    endedAt: isOver ? now : undefined,
  }
  const tools = new Map([...turn.tools, [event.callId, tool]])
  return { ...turn, tools, phase: isSomeRunning(tools) ? 'using_tool' : 'thinking' }
}

function outputOf(output: string) {
  const { text, isCut } = tailOf(output)
  return { output: text, isTruncated: isCut }
}

function isSomeRunning(tools: ReadonlyMap<string, ToolState>): boolean {
  return [...tools.values()].some(({ status }) => status === 'running')
}

function phaseAfter(phase: string, text: string, tools: ReadonlyMap<string, ToolState>): string {
  if (isSomeRunning(tools)) return 'using_tool'
  return text === '' ? phase : 'writing'
}

/** An end without words, or with fewer than were heard, takes nothing back. */
function ended(heard: string, before: string, text: string | undefined): string {
  const whole = joined(before, text ?? '')
  return heard.startsWith(whole) ? heard : whole
}

function joined(before: string, text: string): string {
  return before === '' || text === '' ? before + text : `${before}\n\n${text}`
}

const phases: Record<string, string> = {
  preparing_workspace: 'preparing',
  preparing_context: 'preparing',
  starting_model: 'starting_model',
}

function phaseOf(told: string): string {
  return phases[told] ?? 'thinking'
}

/** `retrying_2_of_10_rate_limit`: the one phase with facts in it. */
function retryPhase(attempt: number, maxAttempts: number, reason: string): string {
  const slug = reason
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 30)
  return `retrying_${attempt}_of_${maxAttempts}_${slug}`
}
