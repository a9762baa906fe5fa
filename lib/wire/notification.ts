import { z } from 'zod'
import { id, time } from './shapes.ts'

/** Something that needs a person. */
export const notification = z.object({
  id,
  kind: z.enum(['question', 'review', 'plan', 'failed', 'mention', 'schedule', 'allowance']),
  taskId: id.nullable(),
  taskNumber: z.int().nullable(),
  questionId: id.nullable(),
  commentId: id.nullable(),
  scheduleId: id.nullable(),
  employeeId: id.nullable(),
  text: z.string(),
  createdAt: time,
})
export type Notification = z.output<typeof notification>
