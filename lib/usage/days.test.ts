import { describe, expect, it } from 'vitest'
import { AppError } from '#lib/errors.ts'
import type { UsageQuery } from '#lib/wire/usage.ts'
import { daysBetween, daysOf, monthEnd, rangeOf, upTo } from './days.ts'

describe('the range', () => {
  it.each<[string, UsageQuery, string, string]>([
    ['2026-11-21', {}, '2026-11-01', '2026-11-21'],
    ['2026-11-01', { range: 'month' }, '2026-11-01', '2026-11-01'],
    ['2026-03-31', { range: 'last_month' }, '2026-02-01', '2026-02-28'],
    ['2028-03-01', { range: 'last_month' }, '2028-02-01', '2028-02-29'],
    ['2026-01-15', { range: 'last_month' }, '2025-12-01', '2025-12-31'],
    ['2026-11-21', { range: '30_days' }, '2026-10-23', '2026-11-21'],
    ['2026-11-21', { range: '90_days' }, '2026-08-24', '2026-11-21'],
    ['2026-11-21', { from: '2026-02-27', to: '2026-03-02' }, '2026-02-27', '2026-03-02'],
  ])('on %s of %o goes from %s to %s', (today, query, from, to) => {
    expect(rangeOf(query, today)).toEqual({ from, to })
  })

  it('of thirty days has thirty, across the change of clocks too', () => {
    const range = rangeOf({ range: '30_days' }, '2026-11-05')
    expect(daysBetween(range)).toBe(30)
    expect(new Set(daysOf(range)).size).toBe(30)
  })

  it.each<[UsageQuery, string]>([
    [{ from: '2026-11-02' }, 'to'],
    [{ to: '2026-11-02' }, 'from'],
    [{ from: '2026-11-02', to: '2026-11-01' }, 'to'],
    [{ from: '2025-11-02', to: '2026-11-03' }, 'to'],
    [{ range: 'month', from: '2026-11-02', to: '2026-11-03' }, 'range'],
  ])('that is none is refused: %o', (query, field) => {
    const refusal = refused(() => rangeOf(query, '2026-11-21'))
    expect(refusal.code).toBe('invalid')
    expect(Object.keys(refusal.facts.fields ?? {})).toEqual([field])
  })

  it('has no days that are still to come', () => {
    expect(daysOf(upTo({ from: '2026-11-20', to: '2026-11-30' }, '2026-11-21'))).toEqual([
      '2026-11-20',
      '2026-11-21',
    ])
    expect(daysOf(upTo({ from: '2027-01-01', to: '2027-01-02' }, '2026-11-21'))).toEqual([])
  })
})

it('a month ends on its own last day', () => {
  expect(['2026-02-03', '2028-02-03', '2026-04-30', '2026-12-01'].map(monthEnd)).toEqual([
    '2026-02-28',
    '2028-02-29',
    '2026-04-30',
    '2026-12-31',
  ])
})

function refused(work: () => unknown): AppError {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('It was not refused')
}
