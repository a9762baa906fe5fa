/** The gateway's frames as far as we read them (protocol v4). Anything else is ignored, never an error. */
import { z } from 'zod'

const part = z.looseObject({ type: z.string().optional(), text: z.string().optional() })
const content = z.union([z.string(), z.array(part)])
const messageBody = z.looseObject({ content: content.optional() })
const fields = z.record(z.string(), z.unknown())

export const chatFrame = z.object({
  runId: z.string(),
  sessionKey: z.string(),
  state: z.enum(['status', 'delta', 'final', 'aborted', 'error']),
  phase: z.string().optional(),
  deltaText: z.string().optional(),
  replace: z.boolean().optional(),
  message: messageBody.optional().catch(undefined),
  stopReason: z.string().optional(),
  errorMessage: z.string().optional(),
  errorKind: z.string().optional(),
  errorDetail: z.object({ httpStatus: z.number().optional() }).optional(),
})
export type ChatFrame = z.infer<typeof chatFrame>

const toolData = z.object({
  phase: z.enum(['start', 'update', 'result']),
  name: z.string(),
  toolCallId: z.string(),
  parentToolCallId: z.string().optional(),
  args: fields.optional().catch(undefined),
  partialResult: messageBody.optional().catch(undefined),
  result: messageBody.optional().catch(undefined),
  isError: z.boolean().optional(),
})
export type ToolData = z.infer<typeof toolData>

const retryData = z.object({
  phase: z.literal('retrying'),
  attempt: z.number(),
  maxAttempts: z.number(),
  delayMs: z.number().default(0),
  reason: z.string().default('unknown'),
})

const spokenData = z.object({ text: z.string(), itemId: z.string().default('') })
const preambleData = z.object({
  kind: z.literal('preamble'),
  phase: z.literal('end'),
  progressText: z.string(),
})

const run = { runId: z.string(), sessionKey: z.string() }
export const agentFrame = z.discriminatedUnion('stream', [
  z.object({ ...run, stream: z.literal('assistant'), data: spokenData }),
  z.object({ ...run, stream: z.literal('item'), data: preambleData }),
  z.object({ ...run, stream: z.literal('tool'), data: toolData }),
  z.object({ ...run, stream: z.literal('run_status'), data: retryData }),
])
export type AgentFrame = z.infer<typeof agentFrame>

const toolCallPart = z.looseObject({
  type: z.literal('toolCall'),
  id: z.string(),
  name: z.string(),
  arguments: fields.optional().catch(undefined),
})
export type ToolCallPart = z.infer<typeof toolCallPart>

const historyRow = z.looseObject({
  role: z.string(),
  customType: z.string().optional(),
  content: z.union([z.string(), z.array(z.union([toolCallPart, part]))]).catch([]),
  timestamp: z.number().optional(),
  idempotencyKey: z.string().optional(),
  stopReason: z.string().optional(),
  toolCallId: z.string().optional(),
  toolName: z.string().optional(),
  isError: z.boolean().optional(),
  openclawAbort: z.unknown().optional(),
  provenance: z.looseObject({ kind: z.string().optional() }).optional().catch(undefined),
  __openclaw: z.looseObject({ id: z.string().optional(), runId: z.string().optional() }).optional(),
})
export type HistoryRow = z.infer<typeof historyRow>

export const historyResult = z.looseObject({
  messages: z.array(historyRow).default([]),
  inFlightRun: z
    .looseObject({
      runId: z.string(),
      text: z.string().default(''),
      events: z.array(z.unknown()).default([]),
    })
    .optional(),
  pendingInputs: z
    .looseObject({ items: z.array(z.looseObject({ runId: z.string().optional() })).default([]) })
    .optional(),
  sessionInfo: z
    .looseObject({
      hasActiveRun: z.boolean().optional(),
      activeRunIds: z.array(z.string()).optional(),
      status: z.string().optional(),
    })
    .optional(),
})
export type HistoryResult = z.infer<typeof historyResult>

export const sendResult = z.looseObject({ runId: z.string(), status: z.string().optional() })

/** The text of a message or tool result: its text parts in order. */
export function textOf(body: { content?: unknown } | undefined): string | undefined {
  const parsed = content.safeParse(body?.content)
  if (!parsed.success) return undefined
  if (typeof parsed.data === 'string') return parsed.data
  return parsed.data.map((each) => each.text ?? '').join('')
}

export function isToolCallPart(value: unknown): value is ToolCallPart {
  return toolCallPart.safeParse(value).success
}
