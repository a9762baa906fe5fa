/** Reads a Messages API request as a conversation: who speaks, what was asked last, which tools have answered. */
import { z } from 'zod'

const textBlock = z.object({ type: z.literal('text'), text: z.string() })
const toolResultBlock = z.object({
  type: z.literal('tool_result'),
  tool_use_id: z.string(),
  content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]).default(''),
  is_error: z.boolean().optional(),
})
const otherBlock = z.looseObject({ type: z.string() })
const block = z.union([textBlock, toolResultBlock, otherBlock])
type Block = z.infer<typeof block>

const message = z.object({
  role: z.enum(['user', 'assistant']),
  content: z.union([z.string(), z.array(block)]),
})
type Message = z.infer<typeof message>

export const modelRequest = z.looseObject({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  max_tokens: z.number().int().positive().optional(),
  system: z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]).optional(),
  tools: z.array(z.looseObject({ name: z.string(), input_schema: z.unknown().optional() })).optional(),
  tool_choice: z.looseObject({ type: z.string(), name: z.string().optional() }).optional(),
  stream: z.boolean().optional(),
})
export type ModelRequest = z.infer<typeof modelRequest>

export type ToolResult = { text: string; isError: boolean }
export type Conversation = {
  /** The person's last words, without what the gateway adds for the model. */
  asked: string
  /** Results of the tools called since then, oldest first. */
  toolResults: ToolResult[]
  images: number
  documents: number
  systemPrompt: string
}

export function readConversation(request: ModelRequest): Conversation {
  const start = request.messages.findLastIndex((each) => spokenText(each) !== '')
  const last = request.messages[start]
  const blocks = last ? blocksOf(last) : []
  const later = request.messages.slice(start + 1).flatMap(blocksOf)
  return {
    asked: last ? spokenText(last) : '',
    toolResults: later.flatMap((each) => readToolResult(each) ?? []),
    images: blocks.filter((each) => each.type === 'image').length,
    documents: blocks.filter((each) => each.type === 'document').length,
    systemPrompt: systemText(request),
  }
}

export function systemText(request: ModelRequest): string {
  const { system } = request
  if (typeof system === 'string') return system
  return (system ?? []).map((each) => each.text ?? '').join('\n')
}

function spokenText(each: Message): string {
  if (each.role !== 'user') return ''
  const texts = blocksOf(each).flatMap((part) => textBlock.safeParse(part).data?.text ?? [])
  const text = withoutAddedContext(texts.join('\n'))
  return lateAnswer.test(text) ? '' : text
}

/** Everything people said, oldest first. */
export function allSpoken(request: ModelRequest): string {
  return request.messages.map(spokenText).join('\n')
}

/** An answer that came after the question was given up, or leave to go on: the person's first words still stand. */
const lateAnswer =
  /^(\[Deskhand run [^\]]*\]\n)?(The question you asked is answered\.\n|The work was stopped because of what it costs, and may go on now\.\n|Go on from where you stopped\.$)/

/** The gateway writes `[Sat 2026-11-21 09:30 UTC] ` before what a person said. */
const gatewayTimestamp = /^\[[A-Z][a-z]{2} \d{4}-\d{2}-\d{2} \d{2}:\d{2}[^\]\n]*\] /

/** What the gateway adds when it resumes a turn after a restart: the person's own words still stand. */
const queuedMessageNote = /^\[Queued user message from a previous active turn[^\]]*\]\n/
const resumedTurnNote = /\[System\] Your previous turn was interrupted by a gateway restart[\s\S]*$/
/** What it adds when the model's answer broke off in the middle. */
const brokenAnswerNote =
  /Continue the current task from the existing transcript, preserving completed work\.[\s\S]*$/

function withoutAddedContext(text: string): string {
  return text
    .replace(/<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>[\s\S]*?<<<END_OPENCLAW_INTERNAL_CONTEXT>>>/g, '')
    .replace(/<system-reminder>[\s\S]*?<\/system-reminder>/g, '')
    .trim()
    .replace(gatewayTimestamp, '')
    .replace(queuedMessageNote, '')
    .replace(resumedTurnNote, '')
    .replace(brokenAnswerNote, '')
    .trim()
}

function blocksOf(each: Message): Block[] {
  return typeof each.content === 'string' ? [{ type: 'text', text: each.content }] : each.content
}

function readToolResult(each: Block): ToolResult | undefined {
  const result = toolResultBlock.safeParse(each).data
  if (!result) return undefined
  const parts = typeof result.content === 'string' ? [result.content] : result.content.map(partText)
  return { text: parts.join('\n'), isError: result.is_error === true }
}

function partText(part: { type: string }): string {
  return textBlock.safeParse(part).data?.text ?? `(${part.type})`
}
