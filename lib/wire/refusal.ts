// Why a model call was refused: an allowance, or a breaker that saw something run in circles.
import { z } from 'zod'
import { id, micros } from './shapes.ts'

export const refusalReasons = [
  'company_allowance',
  'employee_allowance',
  'task_allowance',
  'run_rate',
  'no_progress',
  'not_entitled',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** What the question "shall it go on?" is about. */
export const allowanceAsk = z.object({
  reason: z.enum(refusalReasons),
  capMicros: micros.nullable().describe('The allowance that refused; null where it was none'),
  spentMicros: micros.nullable().describe('What was spent of it when it refused'),
  wantedMicros: micros.describe('What the next call may cost at most'),
  raiseByMicros: micros
    .nullable()
    .describe('By how much to raise the allowance so that it goes on for a while; null where none is raised'),
})
export type AllowanceAsk = z.output<typeof allowanceAsk>

export const askOwnersInput = z.union([
  z.strictObject({ questionId: id.describe('What a task asks') }),
  z.strictObject({ messageId: id.describe('The answer that ended') }),
])
export type AskOwnersInput = z.input<typeof askOwnersInput>
