import { describe, expect, it } from 'vitest'
import { allowanceInWords, byUrgency, type NamedAllowance, sharesOf, stateOf } from './allowance.ts'

const of = (capMicros: number, spentMicros: number, reservedMicros = 0, name = 'Ada'): NamedAllowance => ({
  scope: 'employee',
  id: name,
  name,
  capMicros,
  spentMicros,
  reservedMicros,
})

describe('an allowance', () => {
  it.each([
    [of(100, 25, 10), { spent: 25, reserved: 10 }],
    [of(100, 95, 10), { spent: 95, reserved: 5 }],
    [of(100, 140, 10), { spent: 100, reserved: 0 }],
    [of(0, 0), { spent: 100, reserved: 0 }],
  ])('%o fills its bar with %o', (allowance, shares) => {
    expect(sharesOf(allowance)).toEqual(shares)
  })

  it.each([
    [of(100, 79), 'fine'],
    [of(100, 80), 'nearly'],
    [of(100, 100), 'used-up'],
    [of(0, 0), 'used-up'],
  ])('%o is %s', (allowance, state) => {
    expect(stateOf(allowance)).toBe(state)
  })

  it('says what is held back only while something is', () => {
    expect(allowanceInWords(of(48_000_000, 12_400_000))).toBe('$12.40 of $48.00')
    expect(allowanceInWords(of(1_125_000_000, 4000, 600_000))).toBe(
      'under $0.01 of $1,125, $0.60 held for calls under way',
    )
  })

  it('stands before others when less is left of it', () => {
    const all = [of(100, 10, 0, 'Zoë'), of(100, 90), of(0, 0, 0, 'Grace'), of(100, 10, 0, 'Ben')]
    expect(byUrgency(all).map(({ name }) => name)).toEqual(['Grace', 'Ada', 'Ben', 'Zoë'])
  })
})
