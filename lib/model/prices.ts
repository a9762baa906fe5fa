// What models cost, in one dated table. A price that changes gets a new line with its own first day, so that old calls can still be
// explained, and a call costs what holds on its day.

export interface Price {
  /** Micro-dollars per million tokens: 3_000_000 is three US dollars per million. */
  input: number
  output: number
  cacheRead: number
  /** Kept for five minutes, and for an hour. */
  cacheWrite: number
  cacheWriteHour: number
}

export interface DatedPrice extends Price {
  modelId: string
  /** First day (UTC) of this price. */
  since: string
}

export interface TokenUsage {
  inputTokens: number
  outputTokens: number
  cacheReadTokens: number
  /** All of them; those kept for an hour are counted beside, too. */
  cacheWriteTokens: number
  cacheWriteHourTokens: number
}

export const noUsage = (): TokenUsage => ({
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWriteHourTokens: 0,
})

const dollar = 1_000_000

/** Anthropic's rule for prompt caching: reading costs a tenth of input, writing a quarter more, writing for an hour twice as much. */
function priced(modelId: string, since: string, inputDollars: number, outputDollars: number): DatedPrice {
  const input = inputDollars * dollar
  const caching = { cacheRead: input / 10, cacheWrite: (input * 5) / 4, cacheWriteHour: input * 2 }
  return { modelId, since, input, output: outputDollars * dollar, ...caching }
}

/** Anthropic's list prices. */
export const prices: readonly DatedPrice[] = [
  priced('claude-haiku-4-5', '2025-10-15', 1, 5),
  priced('claude-sonnet-4-5', '2025-09-29', 3, 15),
  priced('claude-opus-4-5', '2025-11-24', 5, 25),
]

/** With those of models that were configured. */
export function offeredPrices(): readonly DatedPrice[] {
  return [...prices, ...(globalThis.deskhandModels?.prices ?? [])]
}

/** Undefined for a model without a price on that day: it cannot be used then. */
export function priceOn(
  modelId: string,
  day: Date,
  table: readonly DatedPrice[] = offeredPrices(),
): DatedPrice | undefined {
  const date = day.toISOString().slice(0, 10)
  return table
    .filter((one) => one.modelId === modelId && one.since <= date)
    .toSorted((one, other) => other.since.localeCompare(one.since))[0]
}

const tokensPerPrice = 1_000_000

/** What tokens cost in micro-dollars, rounded up: a call that used anything is never free. */
export function costMicrosOf(price: Price, usage: TokenUsage): number {
  const exact =
    usage.inputTokens * price.input +
    usage.outputTokens * price.output +
    usage.cacheReadTokens * price.cacheRead +
    (usage.cacheWriteTokens - usage.cacheWriteHourTokens) * price.cacheWrite +
    usage.cacheWriteHourTokens * price.cacheWriteHour
  return Math.ceil(exact / tokensPerPrice)
}
