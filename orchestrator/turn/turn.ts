// The vocabulary of a turn that is carried: what is wanted of it, and what is known of it.
import type { Failure } from '#lib/wire/shapes.ts'

/** What people want of a turn, and what became of the desk that does it. Read from rows. */
export interface Orders {
  /** Stopped by a person, or replaced. */
  isStopWanted: boolean
  /** Why this desk will not finish it; undefined while it may. */
  deskFailure: Failure | undefined
}

export type Outcome = { status: 'complete' } | { status: 'stopped' } | { status: 'failed'; failure: Failure }

/** Times are milliseconds since 1970. */
export interface ToolState {
  callId: string
  name: string
  args: Record<string, unknown>
  output: string
  isTruncated: boolean
  status: 'running' | 'done' | 'error' | 'interrupted'
  /** In code points. */
  textOffset: number
  startedAt: number
  endedAt: number | undefined
}

/** All that is known of a turn, cumulative: writing it twice changes nothing. */
export interface Turn {
  text: string
  phase: string
  tools: ReadonlyMap<string, ToolState>
  /** The runs that make up the turn, each with the text that stood before it. */
  runs: ReadonlyMap<string, string>
  end: TurnEnding | undefined
  /** A run of it ended without a word: that may be all, or its message waits behind another run and is answered by a third. */
  isWordless: boolean
  /** Something happened that only the gateway's history can explain. */
  mustLook: boolean
}

export type TurnEnding =
  | { kind: 'final' }
  | { kind: 'aborted' }
  | { kind: 'error'; message: string; errorKind?: string | undefined; httpStatus?: number | undefined }
