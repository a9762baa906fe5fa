// What the SSE stream of a company says. Events carry the present truth of their subject, read when they are sent.
import { z } from 'zod'
import { employee } from './employee.ts'
import { message, toolCall } from './message.ts'
import { id } from './shapes.ts'
import { taskCard } from './task.ts'

export const liveEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('employee'), data: employee }),
  z.object({ event: z.literal('message'), data: message }),
  z.object({
    event: z.literal('message.delta'),
    data: z.object({
      messageId: id,
      employeeId: id,
      offset: z.int().describe('Where the piece stands in the text, in Unicode code points'),
      text: z.string(),
    }),
  }),
  z.object({ event: z.literal('message.tool'), data: z.object({ messageId: id, employeeId: id, toolCall }) }),
  z.object({
    event: z.literal('conversation.read'),
    data: z.object({ conversationId: id, employeeId: id, userId: id, readSeq: z.int() }),
  }),
  z.object({ event: z.literal('company'), data: z.object({}) }),
  /** The plan, the trial, a payment or an allowance: read the entitlement anew. */
  z.object({ event: z.literal('billing'), data: z.object({}) }),
  z.object({ event: z.literal('member'), data: z.object({ userId: id }) }),
  z.object({ event: z.literal('invitation'), data: z.object({ id }) }),
  z.object({ event: z.literal('api_key'), data: z.object({ id }) }),
  z.object({
    event: z.literal('site'),
    data: z.object({ employeeId: id.nullable().describe('null: a rule for the whole company') }),
  }),
  z.object({ event: z.literal('backup'), data: z.object({ id, employeeId: id }) }),
  z.object({ event: z.literal('task'), data: taskCard }),
  /** A run began or ended. */
  z.object({ event: z.literal('run'), data: z.object({ taskId: id }) }),
  /** Something was added to a task's own page: a line of its timeline or log, a comment, a file, a check. */
  z.object({ event: z.literal('task.activity'), data: z.object({ taskId: id }) }),
  z.object({ event: z.literal('notification'), data: z.object({ id }) }),
  z.object({ event: z.literal('worker'), data: z.object({ id }) }),
  z.object({ event: z.literal('template'), data: z.object({ id }) }),
  z.object({ event: z.literal('schedule'), data: z.object({ id }) }),
  /** The reader was away too long: what it holds must be read anew. */
  z.object({ event: z.literal('reset'), data: z.object({}) }),
])
export type LiveEvent = z.output<typeof liveEvent>

/** The NOTIFY payload on channel deskhand_events: only a hint where to look. */
export const eventHint = z.object({
  id: z.int().optional(),
  companyId: id.optional(),
  kind: z.string(),
  subjectId: z.string(),
  employeeId: id.nullable().optional(),
  /** Of the kind `work`: who can do it. */
  work: z.object({ assigneeId: id.nullable(), requires: z.array(z.string()) }).optional(),
})
export type EventHint = z.output<typeof eventHint>
