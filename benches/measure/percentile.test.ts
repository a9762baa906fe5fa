import { describe, expect, it } from 'vitest'
import { percentile, summarise } from './percentile.ts'

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

describe('a percentile', () => {
  it.each([
    [50, 50],
    [95, 95],
    [99, 99],
    [100, 100],
    [0, 1],
  ])('p%i of one to a hundred is %i', (percent, value) => {
    expect(percentile(upTo(100), percent)).toBe(value)
  })

  it('is a value that was measured', () => {
    expect(percentile([1, 2], 50)).toBe(1)
    expect(percentile([1, 2], 51)).toBe(2)
    expect(percentile(upTo(30), 95)).toBe(29)
    expect(percentile([7], 99)).toBe(7)
  })

  it('does not depend on the order, counts numbers as numbers, and leaves the samples alone', () => {
    const samples = [100, 9, 20]
    expect(percentile(samples, 50)).toBe(20)
    expect(samples).toEqual([100, 9, 20])
  })

  it('of nothing is a mistake', () => {
    expect(() => percentile([], 50)).toThrow('nothing')
  })
})

it('a summary has them all, to a tenth', () => {
  expect(summarise([0.04, 1.26, 2])).toEqual({ n: 3, p50: 1.3, p95: 2, p99: 2, max: 2 })
})
