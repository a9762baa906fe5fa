/** Decides what the practice model does with a request: pure, so that each instruction has one readable rule. */
import { type Conversation, type ModelRequest, readConversation, type ToolResult } from './conversation.ts'
import type { Decision } from './decision.ts'
import { decideForced } from './forced.ts'
import { instructionsIn, type ToolCall, throughBash, toolCalls, troubleIn } from './instructions.ts'
import { readPersonaName } from './persona.ts'

const slowSeconds = 15
const resultPreviewLength = 600

export function decide(request: ModelRequest): Decision {
  const forced = decideForced(request)
  if (forced) return forced
  const conversation = readConversation(request)
  const { asked, toolResults } = conversation
  const words = instructionsIn(asked)
  const trouble = troubleIn(words)
  if (trouble) return trouble
  const next = toolCalls(words)[toolResults.length]
  if (next) return throughWrapper(next, request)
  const slow = /^SLOW(?: (\d{1,3}))?\s*$/m.exec(words) ?? (/\bSLOW\b/.test(words) ? ['SLOW'] : null)
  if (slow) return { kind: 'text', text: slowText(), durationMs: Number(slow[1] ?? slowSeconds) * 1000 }
  return { kind: 'text', text: said(words) ?? plainReply(conversation, toolResults.at(-1)) }
}

/** OpenClaw offers some tools only behind its `tool_call`; a real model wraps them, so the practice model does too. */
function throughWrapper(call: ToolCall, request: ModelRequest): ToolCall {
  const offered = new Set((request.tools ?? []).map((tool) => tool.name))
  if (offered.has(call.name)) return call
  if (offered.has('Bash') && !offered.has('exec')) return throughBash(call)
  if (!offered.has('tool_call')) return call
  return { ...call, name: 'tool_call', input: { id: call.name, args: call.input } }
}

/** `SAY words` is that line; `SAY` followed by a line break is everything after it. */
function said(asked: string): string | undefined {
  const line = /^SAY[ \t]+(\S.*)$/m.exec(asked)
  if (line) return line[1]
  const rest = /^SAY[ \t]*\n([\s\S]+)$/m.exec(asked)
  return rest?.[1]
}

function slowText(): string {
  return Array.from({ length: 60 }, (_, index) => `word${index + 1}`).join(' ')
}

function plainReply(conversation: Conversation, result: ToolResult | undefined): string {
  if (result) return toolReport(result)
  const name = readPersonaName(conversation.systemPrompt)
  const lines = [
    `${name ? `${name} here. ` : ''}You said: “${shorten(conversation.asked, 400)}”`,
    attachmentLine(conversation),
    'I am the practice model, so these words are rehearsed. Add a model key and I will think for real.',
  ]
  return lines.filter((line) => line !== '').join('\n\n')
}

function toolReport(result: ToolResult): string {
  const outcome = result.isError ? 'That did not work. The tool said:' : 'Done. The tool answered:'
  return `${outcome}\n\n${shorten(result.text.trim() || '(nothing)', resultPreviewLength)}`
}

function attachmentLine({ images, documents }: Conversation): string {
  const parts = [counted(images, 'picture'), counted(documents, 'document')].filter((part) => part !== '')
  return parts.length === 0 ? '' : `I received ${parts.join(' and ')}.`
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`
}
