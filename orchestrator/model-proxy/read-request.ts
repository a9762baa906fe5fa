// What a desk asks of the model, as far as money depends on it. Pure.
import { createHash } from 'node:crypto'
import { z } from 'zod'

const callShape = z.looseObject({
  model: z.string(),
  max_tokens: z.int().min(1),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown().optional() })).default([]),
  thinking: z.looseObject({ budget_tokens: z.int().min(1).optional() }).optional(),
  tools: z.array(z.looseObject({ type: z.string().optional() })).optional(),
})

export interface ModelRequest {
  model: string
  maxTokens: number
  /** Tokens of `maxTokens` that thinking may take; undefined without thinking, or when the model chooses. */
  thinkingTokens: number | undefined
  /** More than it can ever count as input, unless the model's window is smaller. */
  inputTokensAtMost: number
  /** About what it will count as input. */
  inputTokensAbout: number
  cachesForAnHour: boolean
  /** What was done last and what came of it, as a digest: the same step again has the same one. */
  stepHash: string
  /** What would cost beside tokens, or by another price: not offered here. Undefined when there is nothing. */
  extra: string | undefined
  /** The request as it was read: to the letter what was sent, unless that could be read in two ways. */
  body: Buffer
  /** The same request with a shorter answer. */
  withMaxTokens: (maxTokens: number) => Buffer
}

/** Undefined for what is no request for an answer. */
export function readRequest(
  body: unknown,
  headers: { beta?: string | undefined } = {},
): ModelRequest | undefined {
  if (!Buffer.isBuffer(body)) return undefined
  const sent = parsed(body)
  const { data } = callShape.safeParse(sent)
  if (!data) return undefined
  const plain = plainly(sent, body)
  const weight = weigh(data)
  const textBytes = body.length - weight.attachedBytes
  return {
    model: data.model,
    maxTokens: data.max_tokens,
    thinkingTokens: data.thinking?.budget_tokens,
    inputTokensAtMost: weight.hasDocument
      ? Number.POSITIVE_INFINITY
      : textBytes + weight.pictures * pictureTokensAtMost + hiddenTokens,
    inputTokensAbout: Math.ceil(textBytes / bytesPerToken) + weight.pictures * pictureTokens,
    cachesForAnHour: plain.includes('"ttl"'),
    stepHash: stepOf(data.messages),
    extra: extraIn(data, headers.beta),
    body: plain,
    withMaxTokens: (maxTokens) => Buffer.from(JSON.stringify(shortened(data, maxTokens))),
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

/** A name that stands there twice, or in escapes, is read by the model's own parser as it likes: it gets what was judged here. */
function plainly(sent: unknown, body: Buffer): Buffer {
  const written = Buffer.from(JSON.stringify(sent))
  return written.equals(body) ? body : written
}

// Tokenizers join bytes, so text has never more tokens than bytes. Pictures are counted by their size in pixels, at most about 1,600
// tokens with the models of today; what a document has on its pages its bytes do not tell. The provider adds some words of its own.
const pictureTokensAtMost = 5000
const pictureTokens = 1600
const hiddenTokens = 1000
const bytesPerToken = 3

interface Weight {
  attachedBytes: number
  pictures: number
  hasDocument: boolean
}

function weigh(data: z.output<typeof callShape>): Weight {
  const weight: Weight = { attachedBytes: 0, pictures: 0, hasDocument: false }
  const look = (value: unknown): void => {
    const { data: block } = blockShape.safeParse(value)
    if (Array.isArray(value)) for (const one of value) look(one)
    else if (block?.type === 'image') {
      weight.pictures += 1
      weight.attachedBytes += block.source?.data?.length ?? 0
    } else if (block?.type === 'document') weight.hasDocument ||= block.source?.type !== 'text'
    else if (block) look(block.content)
  }
  for (const { content } of data.messages) look(content)
  return weight
}

const blockShape = z.looseObject({
  type: z.string(),
  source: z.looseObject({ type: z.string().optional(), data: z.string().optional() }).optional(),
  content: z.unknown().optional(),
})

/** Answers get shorter, and so does the thinking before them: it has to leave room for words. */
function shortened(data: z.output<typeof callShape>, maxTokens: number) {
  const budget = data.thinking?.budget_tokens
  if (budget === undefined || budget <= maxTokens / 2) return { ...data, max_tokens: maxTokens }
  const thinking = {
    ...data.thinking,
    budget_tokens: Math.max(leastThinkingTokens, Math.floor(maxTokens / 2)),
  }
  return { ...data, max_tokens: maxTokens, thinking }
}

/** Less is refused by the provider. */
const leastThinkingTokens = 1024

const clientTools = /^(custom$|bash_|text_editor_|computer_|memory_)/
const pricedFields = ['mcp_servers', 'container', 'speed', 'inference_geo', 'service_tier'] as const
const pricedBetas = /context-1m|fast-mode|code-execution|mcp-client|web-search|web-fetch/

function extraIn(data: z.output<typeof callShape>, beta: string | undefined): string | undefined {
  const tool = data.tools?.find(({ type }) => type !== undefined && !clientTools.test(type))
  if (tool) return `the tool ${String(tool.type)}`
  const field = pricedFields.find((name) => data[name] !== undefined)
  return field ?? pricedBetas.exec(beta ?? '')?.[0]
}

/** The last call of tools with what they answered, without ids; without tools the last words. */
function stepOf(messages: z.output<typeof callShape>['messages']): string {
  const last = messages.slice(-2).map(({ role, content }) => [role, sayingOf(content)])
  return createHash('sha256').update(JSON.stringify(last)).digest('hex')
}

const stepShape = z.union([
  z.object({ type: z.literal('tool_use'), name: z.string(), input: z.unknown().optional() }),
  z.object({ type: z.literal('tool_result'), content: z.unknown().optional() }),
  z.object({ type: z.literal('text'), text: z.string() }),
])

function sayingOf(content: unknown): unknown {
  if (!Array.isArray(content)) return content
  const blocks = content.flatMap((block) => stepShape.safeParse(block).data ?? [])
  const done = blocks.filter(({ type }) => type !== 'text')
  return done.length > 0 ? done : blocks
}
