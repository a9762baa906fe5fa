// Models of other providers, as whoever runs the installation writes them down (docs/model-gateway.md). Nothing is used without a price.
import { z } from 'zod'
import { type Model, models } from './models.ts'
import type { DatedPrice } from './prices.ts'

const microsPerDollar = 1_000_000
/** US dollars per million tokens. */
const dollars = z.number().min(0).max(10_000)

const price = z.strictObject({
  since: z.iso.date('must be a day like 2026-01-31').describe('First day (UTC) on which it holds'),
  inputDollars: dollars.positive('must be more than 0'),
  outputDollars: dollars.positive('must be more than 0'),
  /** Without them, what is read from or written to a cache costs what input costs. */
  cacheReadDollars: dollars.optional(),
  cacheWriteDollars: dollars.optional(),
})

const model = z.strictObject({
  id: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9._-]{0,79}$/,
      'must be small letters, digits, dots and hyphens: its name at the proxy',
    )
    // The dated name of a model that an answer carries would be taken for the model itself.
    .regex(/^(?!.*-\d{8}$)/, 'must not end in a date of eight digits'),
  name: z.string().min(1).max(60),
  strength: z.string().min(1).max(120),
  contextWindow: z.int().min(8_000).max(10_000_000),
  maxTokens: z.int().min(1_000).max(1_000_000),
  prices: z.array(price).min(1, 'must have at least one price'),
})

const file = z.strictObject({ models: z.array(model).min(1).max(50) })

export interface ConfiguredModels {
  models: Model[]
  prices: DatedPrice[]
}

/** @throws Error naming each line that is wrong. `today`: a model whose first price is still to come cannot be used. */
export function readConfiguredModels(text: string, today: Date): ConfiguredModels {
  const parsed = file.safeParse(parseJson(text))
  if (!parsed.success)
    throw faulty(parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'It'}: ${message}`))
  const given = parsed.data.models
  const taken = new Set(models.map(({ id }) => id))
  const date = today.toISOString().slice(0, 10)
  const faults = given.flatMap(({ id, prices }) => {
    const isTaken = taken.has(id)
    taken.add(id)
    const hasPrice = prices.some(({ since }) => since <= date)
    return [...(isTaken ? [`${id} is there twice`] : []), ...(hasPrice ? [] : [`${id} has no price today`])]
  })
  if (faults.length > 0) throw faulty(faults)
  return {
    models: given.map(({ prices: _, ...one }) => one),
    prices: given.flatMap(({ id, prices }) => prices.map((one) => pricesOf(id, one))),
  }
}

function pricesOf(modelId: string, given: z.output<typeof price>): DatedPrice {
  const { since, inputDollars, outputDollars } = given
  const cacheWrite = Math.round((given.cacheWriteDollars ?? inputDollars) * microsPerDollar)
  return {
    modelId,
    since,
    input: Math.round(inputDollars * microsPerDollar),
    output: Math.round(outputDollars * microsPerDollar),
    cacheRead: Math.round((given.cacheReadDollars ?? inputDollars) * microsPerDollar),
    cacheWrite,
    cacheWriteHour: cacheWrite,
  }
}

function faulty(lines: string[]): Error {
  return new Error(
    `The file of models (MODELS_FILE) cannot be used:\n${lines.map((line) => `  ${line}`).join('\n')}`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw faulty(['It is no JSON'])
  }
}
