/** What the rest of Deskhand knows of a turn: our words, none of OpenClaw's. */

type ToolPhase = 'start' | 'update' | 'result'

export type ToolEvent = {
  kind: 'tool'
  runId: string
  callId: string
  name: string
  phase: ToolPhase
  args?: Record<string, unknown>
  /** All output so far, not only what is new. */
  output?: string
  isError?: boolean
}

export type TurnEnd =
  | { kind: 'final'; runId: string; text?: string; stopReason?: string }
  | { kind: 'aborted'; runId: string; text?: string }
  | { kind: 'error'; runId: string; message: string; errorKind?: string; httpStatus?: number }

export type TurnEvent =
  | { kind: 'phase'; runId: string; phase: string }
  /** The whole text of the run so far: its segments joined by an empty line. It never shrinks unless the gateway replaces it. */
  | { kind: 'text'; runId: string; text: string }
  | ToolEvent
  | {
      kind: 'retrying'
      runId: string
      attempt: number
      maxAttempts: number
      delayMs: number
      reason: string
    }
  /** The gateway died under the run. It takes the turn up again by itself, under a new runId (docs/gateway.md). */
  | { kind: 'interrupted'; runId: string }
  | TurnEnd

export function isTurnEnd(event: TurnEvent): event is TurnEnd {
  return event.kind === 'final' || event.kind === 'aborted' || event.kind === 'error'
}
