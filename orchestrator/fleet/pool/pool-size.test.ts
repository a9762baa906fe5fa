import { describe, expect, it } from 'vitest'
import { type PoolFacts, poolSize } from './pool-size.ts'

const gigabyte = 1024 ** 3
const quiet: PoolFacts = {
  hiresLastHour: 0,
  startMs: 15_000,
  runningDesks: 0,
  warmDesks: 0,
  freeBytes: 100 * gigabyte,
  deskBytes: gigabyte,
}
const bounds = { min: 1, max: 5 }
const size = (facts: Partial<PoolFacts>, other = bounds) => poolSize({ ...quiet, ...facts }, other)

describe('the pool', () => {
  it('is as small as it may be where nobody hires, and off where it is switched off', () => {
    expect(size({})).toBe(1)
    expect(size({}, { min: 0, max: 5 })).toBe(0)
    expect(size({}, { min: 2, max: 0 })).toBe(0)
  })

  it.each([
    ['ten an hour, a quarter of a minute each', { hiresLastHour: 10 }, 1],
    ['sixty an hour: one comes during a start every fourth time', { hiresLastHour: 60 }, 2],
    ['sixty an hour on a slow machine', { hiresLastHour: 60, startMs: 60_000 }, 3],
    ['a rush', { hiresLastHour: 600 }, 5],
  ])('has as many as will be asked for while one more is made: %s', (_, facts, expected) => {
    expect(size(facts)).toBe(expected)
  })

  it('grows with the house', () => {
    expect(size({ runningDesks: 19 })).toBe(1)
    expect(size({ runningDesks: 20 })).toBe(2)
    expect(size({ runningDesks: 1_000 })).toBe(5)
  })

  it('leaves room for a desk that wakes', () => {
    expect(size({ freeBytes: 1.9 * gigabyte })).toBe(0)
    expect(size({ freeBytes: 2 * gigabyte })).toBe(1)
    expect(size({ hiresLastHour: 600, freeBytes: 3.5 * gigabyte })).toBe(2)
  })

  it('does not go up and down with every megabyte', () => {
    const busy = { hiresLastHour: 600, warmDesks: 2 }
    expect([1, 1.5, 1.9].map((free) => size({ ...busy, freeBytes: free * gigabyte }))).toEqual([2, 2, 2])
    expect(size({ ...busy, freeBytes: 0.9 * gigabyte })).toBe(1)
    expect(size({ ...busy, freeBytes: 2 * gigabyte })).toBe(3)
  })
})
