import { describe, expect, it } from 'vitest'
import { costMicrosOf, type DatedPrice, noUsage, priceOn, prices } from './prices.ts'

const million = 1_000_000
const today = new Date('2026-11-21T12:00:00Z')

function known(id: string): DatedPrice {
  const price = priceOn(id, today)
  if (!price) throw new Error(`no price of ${id}`)
  return price
}

describe('a price', () => {
  it('is in whole micro-dollars', () =>
    expect(
      prices
        .flatMap(({ input, output, cacheRead, cacheWrite, cacheWriteHour }) => [
          input,
          output,
          cacheRead,
          cacheWrite,
          cacheWriteHour,
        ])
        .filter((one) => !Number.isInteger(one)),
    ).toEqual([]))

  it('is the one that holds on the day of the call, in UTC', () => {
    const [old, next] = [
      { ...known('claude-haiku-4-5'), since: '2026-01-01', input: 1 },
      { ...known('claude-haiku-4-5'), since: '2026-07-01', input: 2 },
    ]
    const table = [next, old]
    const inputOn = (moment: string) => priceOn('claude-haiku-4-5', new Date(moment), table)?.input
    expect(inputOn('2026-06-30T23:59:59Z')).toBe(1)
    expect(inputOn('2026-07-01T00:00:00Z')).toBe(2)
    expect(inputOn('2025-12-31T23:59:59Z')).toBeUndefined()
  })

  it('is not known of strangers', () => expect(priceOn('gpt-9', today)).toBeUndefined())
})

describe('costMicrosOf', () => {
  it.each([
    ['claude-haiku-4-5', 1, 5, 0.1, 1.25, 2],
    ['claude-sonnet-4-5', 3, 15, 0.3, 3.75, 6],
    ['claude-opus-4-5', 5, 25, 0.5, 6.25, 10],
  ])('%s costs its list price per million tokens', (id, input, output, cacheRead, cacheWrite, hour) => {
    const price = known(id)
    const cost = (usage: object) => costMicrosOf(price, { ...noUsage(), ...usage })
    expect(cost({ inputTokens: million })).toBe(input * million)
    expect(cost({ outputTokens: million })).toBe(output * million)
    expect(cost({ cacheReadTokens: million })).toBe(cacheRead * million)
    expect(cost({ cacheWriteTokens: million })).toBe(cacheWrite * million)
    expect(cost({ cacheWriteTokens: million, cacheWriteHourTokens: million })).toBe(hour * million)
  })

  it('adds up the kinds of tokens', () =>
    expect(
      costMicrosOf(known('claude-sonnet-4-5'), {
        inputTokens: 1000,
        outputTokens: 200,
        cacheReadTokens: 10_000,
        cacheWriteTokens: 500,
        cacheWriteHourTokens: 100,
      }),
    ).toBe(3000 + 3000 + 3000 + 1500 + 600))

  it('rounds up, so that one cached token is not free', () =>
    expect(costMicrosOf(known('claude-haiku-4-5'), { ...noUsage(), cacheReadTokens: 1 })).toBe(1))
})
