import { describe, expect, it } from 'vitest'
import { addressOf, csvAddressOf, queryOf, type Search, whyNot } from './query.ts'

describe('the range in the address', () => {
  it.each<[Search, object]>([
    [{}, { range: 'month' }],
    [{ range: '90_days' }, { range: '90_days' }],
    [{ range: 'century' }, { range: 'month' }],
    [{ range: '__proto__' }, { range: 'month' }],
    [{ range: ['30_days', 'month'] }, { range: 'month' }],
    [
      { from: '2026-02-01', to: '2026-02-28' },
      { from: '2026-02-01', to: '2026-02-28' },
    ],
    [{ from: '2026-02-01' }, { range: 'month' }],
    [{ from: '2026-03-01', to: '2026-02-01' }, { range: 'month' }],
    [{ from: '2026-02-30', to: '2026-03-01' }, { range: 'month' }],
    [{ from: '2020-01-01', to: '2026-03-01' }, { range: 'month' }],
    [{ from: 'x', to: ['y', 'z'] }, { range: 'month' }],
  ])('%j means %j', (search, query) => {
    expect(queryOf(search)).toEqual(query)
  })

  it('is as short as it can be', () => {
    expect(addressOf({ range: 'month' })).toBe('/usage')
    expect(addressOf({ range: '30_days' })).toBe('/usage?range=30_days')
    expect(addressOf({ from: '2026-02-01', to: '2026-02-28' })).toBe('/usage?from=2026-02-01&to=2026-02-28')
  })

  it('is the one of the export', () => {
    expect(csvAddressOf({ range: 'month' })).toBe('/api/v1/usage/csv?range=month')
  })

  it.each([
    ['', '2026-02-01', 'Choose both days'],
    ['2026-02-02', '2026-02-01', 'The last day is before the first'],
    ['2025-02-01', '2026-02-02', 'At most a year at once'],
    ['2026-02-01', '2026-02-01', undefined],
  ])('of %s to %s says: %s', (from, to, words) => {
    expect(whyNot(from, to)).toBe(words)
  })
})
