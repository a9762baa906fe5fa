// Reads what a call used from the answer as it passes by: a stream of server-sent events
// (https://docs.anthropic.com/en/docs/build-with-claude/streaming) or one JSON message.
import { z } from 'zod'
import { noUsage, type TokenUsage } from '#lib/model/prices.ts'

const tokens = z.int().min(0).nullish()
const usageShape = z.object({
  input_tokens: tokens,
  output_tokens: tokens,
  cache_read_input_tokens: tokens,
  cache_creation_input_tokens: tokens,
  cache_creation: z.object({ ephemeral_1h_input_tokens: tokens }).nullish(),
})
const messageShape = z.object({ usage: usageShape, stop_reason: z.string().nullish() })
const eventShape = z.object({
  type: z.string(),
  message: messageShape.optional(),
  usage: usageShape.optional(),
  delta: z
    .object({
      text: z.string().optional(),
      partial_json: z.string().optional(),
      thinking: z.string().optional(),
      stop_reason: z.string().nullish(),
    })
    .optional(),
})

/** Roughly how many characters make a token, for answers cut off before they told what they used. */
const charactersPerToken = 4
/** The fewest that can be expected of a token. */
const fewestCharacters = 2

export interface UsageReader {
  take: (chunk: Uint8Array) => void
  /** What was used so far; for a cut-off answer the output is estimated from what came. */
  usage: () => TokenUsage
  /** While it comes: rather more than has come. */
  soFar: () => TokenUsage
  isWhole: () => boolean
  /** Whether the answer ended because it may not be longer. */
  wasCutShort: () => boolean
}

const cutShort = 'max_tokens'

export function readStreamUsage(): UsageReader {
  const decoder = new TextDecoder()
  const counted = noUsage()
  let rest = ''
  let characters = 0
  let isWhole = false
  let wasCutShort = false
  const takeLine = (line: string) => {
    if (!line.startsWith('data:')) return
    const event = parseAs(eventShape, line.slice(5))
    if (!event) return
    add(counted, event.message?.usage)
    add(counted, event.usage)
    const { text = '', partial_json = '', thinking = '' } = event.delta ?? {}
    characters += text.length + partial_json.length + thinking.length
    if (event.delta?.stop_reason === cutShort) wasCutShort = true
    if (event.type === 'message_stop') isWhole = true
  }
  const atLeast = (perToken: number) => ({
    ...counted,
    outputTokens: Math.max(counted.outputTokens, Math.ceil(characters / perToken)),
  })
  return {
    take(chunk) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) takeLine(line)
    },
    usage: () => (isWhole ? counted : atLeast(charactersPerToken)),
    soFar: () => (isWhole ? counted : atLeast(fewestCharacters)),
    isWhole: () => isWhole,
    wasCutShort: () => wasCutShort,
  }
}

export function readJsonUsage(): UsageReader {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const message = () => parseAs(messageShape, Buffer.concat(chunks).toString())
  return {
    take(chunk) {
      chunks.push(chunk)
      bytes += chunk.length
    },
    usage() {
      const counted = noUsage()
      add(counted, message()?.usage)
      return counted
    },
    soFar: () => ({ ...noUsage(), outputTokens: Math.ceil(bytes / fewestCharacters) }),
    isWhole: () => message() !== undefined,
    wasCutShort: () => message()?.stop_reason === cutShort,
  }
}

/** Later reports replace earlier ones: the counts of a stream are cumulative. */
function add(counted: TokenUsage, told: z.output<typeof usageShape> | undefined): void {
  if (!told) return
  counted.inputTokens = told.input_tokens ?? counted.inputTokens
  counted.outputTokens = told.output_tokens ?? counted.outputTokens
  counted.cacheReadTokens = told.cache_read_input_tokens ?? counted.cacheReadTokens
  counted.cacheWriteTokens = told.cache_creation_input_tokens ?? counted.cacheWriteTokens
  const forAnHour = told.cache_creation?.ephemeral_1h_input_tokens ?? counted.cacheWriteHourTokens
  counted.cacheWriteHourTokens = Math.min(forAnHour, counted.cacheWriteTokens)
}

function parseAs<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
