import { z } from 'zod'
import { failure, id, micros, time } from './shapes.ts'

export const attachmentLimits = {
  maxBytes: 4 * 1024 * 1024,
  maxPerMessage: 5,
  /** What a desk takes at once. */
  maxTotalBytes: 18_000_000,
  mediaTypes: [
    'text/plain',
    'text/markdown',
    'text/csv',
    'application/json',
    'application/pdf',
    'image/png',
    'image/jpeg',
    'image/gif',
    'image/webp',
  ],
} as const

export const maxMessageChars = 32_000

export const attachment = z.object({
  id,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
})
export type Attachment = z.output<typeof attachment>

export const toolCall = z.object({
  id,
  name: z.string(),
  arguments: z.unknown(),
  output: z.string(),
  outputTruncated: z.boolean(),
  status: z.enum(['running', 'done', 'error', 'interrupted']),
  textOffset: z.int().describe('Where in the text the call stands, in Unicode code points'),
  startedAt: time,
  endedAt: time.nullable(),
})
export type ToolCall = z.output<typeof toolCall>

export const messageStatuses = [
  'queued',
  'delivered',
  'withdrawn',
  'streaming',
  'complete',
  'stopped',
  'failed',
] as const

export const message = z.object({
  id,
  seq: z.int().describe('Order within all messages; grows'),
  employeeId: id,
  conversationId: id,
  author: z.enum(['member', 'employee']),
  userId: id.nullable(),
  authorName: z.string(),
  replyTo: id.nullable(),
  text: z.string(),
  status: z.enum(messageStatuses),
  phase: z
    .string()
    .nullable()
    .describe('What an answer is doing while it streams, for example starting_model, retrying'),
  failure: failure.nullable(),
  clientKey: z.string().nullable(),
  stopRequested: z.boolean(),
  attachments: z.array(attachment),
  toolCalls: z.array(toolCall),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  superseded: z.boolean().describe('Replaced by an edit or a retry; pages hide it'),
})
export type Message = z.output<typeof message>

export const sendMessageInput = z.strictObject({
  text: z.string().max(maxMessageChars),
  attachments: z
    .array(id)
    .max(attachmentLimits.maxPerMessage)
    .default([])
    .describe('Ids of uploaded attachments'),
  clientKey: z
    .string()
    .min(8)
    .max(80)
    .optional()
    .describe('Made by the sender; the same key twice is one message'),
  replaces: id
    .optional()
    .describe('Edit and resend: the message this one replaces, with everything after it'),
})
export type SendMessageInput = z.input<typeof sendMessageInput>

export const messagesQuery = z.strictObject({
  after: z.coerce.number().int().min(0).optional().describe('Only messages with a larger seq, oldest first'),
  before: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('Only messages with a smaller seq, newest first'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type MessagesQuery = z.output<typeof messagesQuery>

export const continueAnswerInput = z.strictObject({
  raiseByMicros: micros
    .max(1_000_000_000_000)
    .default(0)
    .describe('By how much to raise the allowance that was in the way, if it still is'),
})
export type ContinueAnswerInput = z.input<typeof continueAnswerInput>
