/** Decides what the practice model does with a request: pure, so that each instruction has one readable rule. */
import { type Conversation, type ModelRequest, readConversation, type ToolResult } from './conversation.ts'
import { readPersonaName } from './persona.ts'

export type Decision =
  | { kind: 'text'; text: string; durationMs?: number }
  | { kind: 'tool'; text: string; name: string; input: Record<string, unknown> }
  | { kind: 'fail'; status: number; once: boolean }
  | { kind: 'hang' }

const slowSeconds = 15
const resultPreviewLength = 600

export function decide(request: ModelRequest): Decision {
  const conversation = readConversation(request)
  const { asked, toolResults } = conversation
  const fail = /^FAIL (\d{3})( once)?\s*$/m.exec(asked)
  if (fail) return { kind: 'fail', status: Number(fail[1]), once: fail[2] !== undefined }
  if (/^HANG\s*$/m.test(asked)) return { kind: 'hang' }
  const next = toolCalls(asked)[toolResults.length]
  if (next) return throughWrapper(next, request)
  const slow = /^SLOW(?: (\d{1,3}))?\s*$/m.exec(asked) ?? (/\bSLOW\b/.test(asked) ? ['SLOW'] : null)
  if (slow) return { kind: 'text', text: slowText(), durationMs: Number(slow[1] ?? slowSeconds) * 1000 }
  return { kind: 'text', text: said(asked) ?? plainReply(conversation, toolResults.at(-1)) }
}

type ToolCall = Extract<Decision, { kind: 'tool' }>

function toolCalls(asked: string): ToolCall[] {
  return [...asked.matchAll(/^DO (\w+) (\{.*\})\s*$/gm)].flatMap(([, name, json]) => {
    const input = parseObject(json ?? '')
    if (!name || !input) return []
    return [{ kind: 'tool' as const, text: `I will use ${name} for that.`, name, input }]
  })
}

/** OpenClaw offers some tools only behind its `tool_call`; a real model wraps them, so the practice model does too. */
function throughWrapper(call: ToolCall, request: ModelRequest): ToolCall {
  const offered = new Set((request.tools ?? []).map((tool) => tool.name))
  if (offered.has(call.name) || !offered.has('tool_call')) return call
  return { ...call, name: 'tool_call', input: { id: call.name, args: call.input } }
}

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    return Object.fromEntries(Object.entries(JSON.parse(json)))
  } catch {
    return undefined
  }
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
