/** Turns a decision into an Anthropic message, whole or as server-sent events. */
import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Decision } from './decision.ts'
import { countTokens, type InputUsage } from './usage.ts'

type Speech = Extract<Decision, { kind: 'text' | 'tool' }>
type Content = { type: 'text'; text: string } | { type: 'tool_use'; id: string; name: string; input: object }

const wordDelayMs = 12
const longestPlainAnswerMs = 3000
const jsonPieceLength = 24

type Answer = {
  speech: Speech
  model: string
  usage: InputUsage
  /** What it says it used, where a message asks for more than it is. */
  outputTokens?: number | undefined
  /** It may not be longer. */
  maxTokens?: number | undefined
  signal: AbortSignal
}

export async function sendWhole(response: ServerResponse, answer: Answer): Promise<void> {
  const { speech, model, usage, signal } = answer
  if (speech.kind === 'text' && speech.durationMs) await sleep(speech.durationMs, undefined, { signal })
  const { content, outputTokens, stopReason } = withinLimit(answer)
  const body = {
    ...envelope(model),
    content,
    stop_reason: stopReason,
    usage: { ...usage, output_tokens: outputTokens },
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

export async function sendStream(response: ServerResponse, answer: Answer): Promise<void> {
  const { model, usage } = answer
  const { content, outputTokens, stopReason } = withinLimit(answer)
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  const emit = emitter(response)
  emit('message_start', {
    message: { ...envelope(model), stop_reason: null, usage: { ...usage, output_tokens: 1 } },
  })
  emit('ping', {})
  for (const [index, each] of content.entries()) await streamContent(emit, index, each, answer)
  emit('message_delta', {
    delta: { stop_reason: stopReason, stop_sequence: null },
    usage: { ...usage, output_tokens: outputTokens },
  })
  emit('message_stop', {})
  response.end()
}

type Emit = (type: string, data: object) => void

function emitter(response: ServerResponse): Emit {
  return (type, data) => response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`)
}

async function streamContent(emit: Emit, index: number, content: Content, answer: Answer): Promise<void> {
  if (content.type === 'text') {
    emit('content_block_start', { index, content_block: { type: 'text', text: '' } })
    const words = content.text.match(/\s*\S+/g) ?? [content.text]
    const duration = answer.speech.kind === 'text' ? answer.speech.durationMs : undefined
    const delayMs = duration
      ? duration / words.length
      : Math.min(wordDelayMs, longestPlainAnswerMs / words.length)
    for (const text of words) {
      emit('content_block_delta', { index, delta: { type: 'text_delta', text } })
      await sleep(delayMs, undefined, { signal: answer.signal })
    }
  } else {
    emit('content_block_start', { index, content_block: { ...content, input: {} } })
    for (const piece of jsonOf(answer.speech, content.input).match(
      new RegExp(`.{1,${jsonPieceLength}}`, 'gs'),
    ) ?? []) {
      emit('content_block_delta', { index, delta: { type: 'input_json_delta', partial_json: piece } })
    }
  }
  emit('content_block_stop', { index })
}

function jsonOf(speech: Speech, input: object): string {
  return speech.kind === 'tool' && speech.json !== undefined ? speech.json : JSON.stringify(input)
}

function contentOf(speech: Speech): Content[] {
  const text: Content = { type: 'text', text: speech.text }
  if (speech.kind === 'text') return [text]
  return [text, { type: 'tool_use', id: `toolu_${shortId()}`, name: speech.name, input: speech.input }]
}

function envelope(model: string) {
  return {
    id: `msg_${shortId()}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_sequence: null,
  }
}

/** Words that would take more tokens than the request allows end in the middle, as a real model's do. */
function withinLimit({ speech, outputTokens, maxTokens }: Answer) {
  const content = contentOf(speech)
  const wanted = outputTokens ?? countTokens(JSON.stringify(content))
  if (speech.kind === 'tool') return { content, outputTokens: wanted, stopReason: 'tool_use' }
  if (maxTokens === undefined || wanted <= maxTokens)
    return { content, outputTokens: wanted, stopReason: 'end_turn' }
  const text = speech.text.slice(0, Math.floor((speech.text.length * maxTokens) / wanted))
  return { content: contentOf({ ...speech, text }), outputTokens: maxTokens, stopReason: 'max_tokens' }
}

function shortId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 24)
}
