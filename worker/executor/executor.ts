// What the three ways to run a task have in common.
import type { Claim } from '#lib/wire/run.ts'
import type { Places } from '../places.ts'

/** One process to start. Words of a task never stand in `args`: they come by `input` or, bounded, by the environment. */
export interface Launch {
  program: string
  args: string[]
  environment: Record<string, string>
  input: string
}

export interface Heard {
  /** For the log of the run. */
  lines: string[]
  progress?: { state: string; note?: string }
}

export interface Exit {
  code: number | null
  signal: string | null
  /** The last lines it wrote to stderr. */
  lastWords: string
}

export type Conclusion =
  | { kind: 'done'; summary: string; result?: unknown; usage?: Record<string, unknown> }
  | { kind: 'failed'; reason: string; canRetry: boolean; summary: string; code?: 'allowance_used_up' }

/** Belongs to one run. */
export interface Execution {
  launch: (claim: Claim, places: Places) => Promise<Launch>
  hear: (line: string, source: 'stdout' | 'stderr') => Heard
  conclude: (exit: Exit, places: Places) => Promise<Conclusion>
}

export function howItEnded({ code, signal, lastWords }: Exit, name: string): string {
  const how = signal ? `was ended by ${signal}` : `ended with code ${code}`
  return lastWords === '' ? `${name} ${how}.` : `${name} ${how}: ${lastWords}`
}
