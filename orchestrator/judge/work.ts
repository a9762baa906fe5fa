import type { Check } from '#lib/wire/check.ts'

/** A run that was reported as complete, and all that its checks are held against. */
export interface Work {
  runId: string
  taskId: string
  companyId: string
  number: number
  title: string
  description: string
  checks: Check[]
  summary: string
  result: unknown
  /** Who worked on it at a desk; null for a worker outside. */
  employee: { id: string; name: string; desk: { id: string; state: DeskState } | null } | null
  /** How long ago it was reported. */
  ageMs: number
  /** How often it was looked at in vain. */
  tries: number
}

/** waking: on its way up, or about to be woken. resting: a person paused it, or it needs one. lost: its machine is gone. */
type DeskState = 'ready' | 'waking' | 'resting' | 'lost'
