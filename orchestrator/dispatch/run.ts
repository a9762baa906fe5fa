// The vocabulary of the dispatcher: a run that a desk works on, and what is known of it from rows.
import { z } from 'zod'
import type { Refusal } from '#lib/question/ask-to-continue.ts'
import type { ClaimedTask } from '#lib/wire/run.ts'
import type { Failure } from '#lib/wire/shapes.ts'

export interface RunFacts {
  runId: string
  leaseToken: string
  attempt: number
  task: ClaimedTask
  companyId: string
  employeeId: string
  employeeName: string
  deskId: string
  /** What the employee thinks with where the task names no model. */
  employeeModel: string
}

/** runs.desk_session: what the next orchestrator needs to go on. Written before anything is done at the desk. */
export const runNotes = z.object({
  sessionKey: z.string(),
  /** The turn that goes on now: the run's own id, or the question that was answered by a message or by going on. */
  gatewayRunId: z.string(),
  /** How many lines the turns before it have said. */
  firstLine: z.number().default(0),
  /** Questions whose answers the desk has. */
  delivered: z.array(z.string()).default([]),
})
export type RunNotes = z.output<typeof runNotes>

export interface RunQuestion {
  id: string
  kind: 'question' | 'allowance'
  askerKey: string
  text: string
  state: 'open' | 'answered' | 'withdrawn'
  answer: string | null
  askedAt: Date
}

/** What rows say about a run that is alive. */
export interface RunNews {
  /** The task's own allowance, when it is used up. */
  usedUp: Refusal | undefined
  /** Why the desk will not finish it. `isChoice`: somebody wanted it so, and it counts as no attempt. */
  desk: { failure: Failure; isChoice: boolean } | undefined
  questions: RunQuestion[]
}

export type RunEnd = { outcome: 'completed' | 'failed' | 'released' | 'parked' | 'gone'; code: string }
