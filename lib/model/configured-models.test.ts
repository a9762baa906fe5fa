import { afterEach, describe, expect, it } from 'vitest'
import { readConfiguredModels } from './configured-models.ts'
import { modelById, offeredModels, offerModels } from './models.ts'
import { costMicrosOf, noUsage, priceOn } from './prices.ts'

afterEach(() => offerModels({ models: [], prices: [] }))

const today = new Date('2026-11-21T12:00:00Z')
const price = { since: '2026-01-01', inputDollars: 0.25, outputDollars: 2, cacheReadDollars: 0.025 }
const mini = {
  id: 'gpt-5-mini',
  name: 'GPT-5 mini',
  strength: 'Quick and cheap',
  contextWindow: 400_000,
  maxTokens: 128_000,
  prices: [price],
}
const read = (...models: object[]) => readConfiguredModels(JSON.stringify({ models }), today)

describe('models of other providers', () => {
  it('are offered beside Claude, found by their name, and cost what the file says', () => {
    offerModels(read(mini))
    expect(offeredModels().map(({ id }) => id)).toContain('claude-sonnet-4-5')
    expect(modelById('gpt-5-mini')).toMatchObject({ name: 'GPT-5 mini', contextWindow: 400_000 })
    const found = priceOn('gpt-5-mini', today)
    if (!found) throw new Error('It has no price')
    const usage = {
      ...noUsage(),
      inputTokens: 1_000_000,
      outputTokens: 1_000_000,
      cacheReadTokens: 1_000_000,
    }
    expect(costMicrosOf(found, usage)).toBe(2_275_000)
  })

  it('cost input where nothing is said of a cache', () => {
    const { prices } = read({ ...mini, prices: [{ ...price, cacheReadDollars: undefined }] })
    expect(prices).toMatchObject([
      { input: 250_000, cacheRead: 250_000, cacheWrite: 250_000, cacheWriteHour: 250_000 },
    ])
  })

  it('have the price of the day', () => {
    offerModels(read({ ...mini, prices: [price, { ...price, since: '2026-12-01', inputDollars: 1 }] }))
    expect(priceOn('gpt-5-mini', today)?.input).toBe(250_000)
    expect(priceOn('gpt-5-mini', new Date('2026-12-01T00:00:00Z'))?.input).toBe(1_000_000)
    expect(priceOn('gpt-5-mini', new Date('2025-12-31T00:00:00Z'))).toBeUndefined()
  })

  it.each([
    ['no price', { ...mini, prices: [] }, /prices: must have at least one price/],
    [
      'a price of nothing',
      { ...mini, prices: [{ ...price, inputDollars: 0 }] },
      /inputDollars: must be more than 0/,
    ],
    [
      'a price of tomorrow only',
      { ...mini, prices: [{ ...price, since: '2026-11-22' }] },
      /has no price today/,
    ],
    ['a day that is none', { ...mini, prices: [{ ...price, since: 'soon' }] }, /since: must be a day/],
    ['a name that is taken', { ...mini, id: 'claude-sonnet-4-5' }, /is there twice/],
    ['a name that no gateway takes', { ...mini, id: 'openai/gpt-5' }, /id: must be small letters/],
    ['a dated name', { ...mini, id: 'gpt-5-20260101' }, /id: must not end in a date/],
    ['something unknown', { ...mini, price: 1 }, /Unrecognized key/],
  ])('with %s are refused by name', (_, model, words) => {
    expect(() => read(model)).toThrow(words)
  })

  it('twice in the file, or in a file that is no JSON, are refused', () => {
    expect(() => read(mini, mini)).toThrow(/gpt-5-mini is there twice/)
    expect(() => readConfiguredModels('models:', today)).toThrow(/It is no JSON/)
  })
})
