import { describe, expect, it } from 'vitest'
import { aDay, adaId, aUsage, figuresOf } from '../_testing/usage.ts'
import { barsOf, linesUpTo } from './series.ts'

describe('the bars', () => {
  it('have a row for each day, also for one on which nothing was used', () => {
    const { series, rows } = barsOf(aUsage(), 'employees')
    expect(series.map(({ name }) => name)).toEqual(['Ada', 'Planning and checks'])
    expect(rows).toEqual([
      { day: '2026-11-01', totalMicros: 2_500_000, micros: { [adaId]: 2_000_000, company: 500_000 } },
      { day: '2026-11-02', totalMicros: 0, micros: {} },
      { day: '2026-11-03', totalMicros: 1_000_000, micros: { [adaId]: 1_000_000 } },
    ])
  })

  it('give each a colour of their own, and put the many small ones together', () => {
    const ids = Array.from({ length: 9 }, (_, at) => `e${at}`)
    const employees = ids.map((employeeId, at) => ({
      employeeId,
      name: `Employee ${at}`,
      hasLeft: false,
      ...figuresOf(900 - at * 100),
    }))
    const day = aDay('2026-11-01', Object.fromEntries(ids.map((id) => [id, 10])))
    const { series, rows } = barsOf(aUsage({ employees, days: [day] }), 'employees')
    expect(series.map(({ name }) => name)).toEqual([
      'Employee 0',
      'Employee 1',
      'Employee 2',
      'Employee 3',
      'Employee 4',
      '4 others',
    ])
    expect(new Set(series.map(({ colour }) => colour)).size).toBe(6)
    expect(rows[0]?.micros.rest).toBe(40)
    expect(Object.values(rows[0]?.micros ?? {}).reduce((sum, one) => sum + one, 0)).toBe(90)
  })

  it('leave out who was asked and cost nothing', () => {
    const employees = [{ employeeId: adaId, name: 'Ada', hasLeft: false, ...figuresOf(0) }]
    expect(barsOf(aUsage({ employees }), 'employees').series).toEqual([])
  })

  it('may be split by model and by kind', () => {
    expect(barsOf(aUsage(), 'models').series.map(({ name }) => name)).toEqual(['Claude Sonnet 4.5'])
    expect(barsOf(aUsage(), 'kinds').series.map(({ name }) => name)).toEqual(['Tasks'])
  })
})

it.each([
  [11_000_000, [0, 5_000_000, 10_000_000, 15_000_000]],
  [480_000, [0, 200_000, 400_000, 600_000]],
  [3_000_000, [0, 1_000_000, 2_000_000, 3_000_000]],
  [1500, [0, 500, 1000, 1500]],
])('lines beside a bar of %d are at round sums', (most, lines) => {
  expect(linesUpTo(most)).toEqual(lines)
})
