// The models an employee can think with and what they cost. Prices are Anthropic's list prices; a price that changes gets
// a new row with its own `since`, so that old calls can still be explained.

interface Price {
  /** Micro-dollars per million tokens: 3_000_000 is three US dollars per million. */
  input: number
  output: number
  cacheRead: number
  cacheWrite: number
}

export interface Model {
  id: string
  name: string
  /** In a few words, for people who choose. */
  strength: string
  contextWindow: number
  maxTokens: number
  price: Price
  /** First day (UTC) of this price. */
  since: string
}

export interface TokenUsage {
  inputTokens: number
  outputTokens: number
  cacheReadTokens: number
  cacheWriteTokens: number
}

const dollar = 1_000_000

/** Anthropic's rule for prompt caching: writing costs a quarter more than input, reading a tenth of it. */
function priced(inputDollars: number, outputDollars: number): Price {
  const input = inputDollars * dollar
  return { input, output: outputDollars * dollar, cacheRead: input / 10, cacheWrite: (input * 5) / 4 }
}

const size = { contextWindow: 200_000, maxTokens: 64_000 }

export const models: readonly Model[] = [
  {
    id: 'claude-haiku-4-5',
    name: 'Claude Haiku 4.5',
    strength: 'Quick and cheap: short answers, sorting, routine work',
    ...size,
    price: priced(1, 5),
    since: '2025-10-15',
  },
  {
    id: 'claude-sonnet-4-5',
    name: 'Claude Sonnet 4.5',
    strength: 'The all-rounder: writing, research, code',
    ...size,
    price: priced(3, 15),
    since: '2025-09-29',
  },
  {
    id: 'claude-opus-4-5',
    name: 'Claude Opus 4.5',
    strength: 'The most careful: hard problems, long work',
    ...size,
    price: priced(5, 25),
    since: '2025-11-24',
  },
]

export const defaultModel = 'claude-sonnet-4-5'

/** Finds the model by its id or by the dated name an answer carries (claude-haiku-4-5-20251001). */
export function modelById(id: string): Model | undefined {
  const undated = id.replace(/-\d{8}$/, '')
  return models.find((model) => model.id === undated)
}

const tokensPerPrice = 1_000_000

/** What a call costs in micro-dollars, rounded up: a call that used anything is never free. */
export function costMicrosOf({ price }: Model, usage: TokenUsage): number {
  const exact =
    usage.inputTokens * price.input +
    usage.outputTokens * price.output +
    usage.cacheReadTokens * price.cacheRead +
    usage.cacheWriteTokens * price.cacheWrite
  return Math.ceil(exact / tokensPerPrice)
}
