import { describe, expect, it } from 'vitest'
import { formatDollars, parseDollars, typedDollars } from './dollars.ts'

describe('an amount of money', () => {
  it.each([
    ['20', 20_000_000],
    ['12.5', 12_500_000],
    ['12,50', 12_500_000],
    ['$ 0.000001', 1],
    ['0', 0],
    ['  7 ', 7_000_000],
  ])('%j is %d micro-dollars', (typed, micros) => {
    expect(parseDollars(typed)).toBe(micros)
  })

  it.each(['', 'ten', '-1', '1.2.3', '1e3', '12345678', '0.0000001', '1 000'])('%j is none', (typed) => {
    expect(parseDollars(typed)).toBeUndefined()
  })

  it.each([0, 1, 10, 999_999, 1_000_000, 12_500_000, 24_000_000])(
    '%d comes back as it was typed',
    (micros) => {
      expect(parseDollars(typedDollars(micros))).toBe(micros)
    },
  )

  it('shows cents when there are any', () => {
    expect(formatDollars(24_000_000)).toBe('$24')
    expect(formatDollars(12_500_000)).toBe('$12.50')
  })
})
