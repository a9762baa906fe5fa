import { describe, expect, it } from 'vitest'
import { breakerFigures, breakerOf } from './breakers.ts'

const dollar = 1_000_000
const calm = { capMicros: 24 * dollar, monthMicros: 0, paceMicros: 0, sameSteps: 0, quietCalls: 0 }

describe('the breaker of the run rate', () => {
  it.each([
    [
      'a little money, however small the allowance',
      { capMicros: 0, paceMicros: dollar, monthMicros: dollar },
    ],
    ['a share of the allowance', { paceMicros: 4.8 * dollar, monthMicros: 4.8 * dollar }],
    ['much where the month was like that before', { paceMicros: 10 * dollar, monthMicros: 60 * dollar }],
  ])('lets %s go', (_, facts) => expect(breakerOf({ ...calm, ...facts })).toBeUndefined())

  it.each([
    ['more than that', { capMicros: 0, paceMicros: dollar + 1, monthMicros: dollar + 1 }],
    ['more than a fifth of the allowance in five minutes', { paceMicros: 4_800_001, monthMicros: 4_800_001 }],
    [
      'more than a quarter of what the month had cost before',
      { paceMicros: 10 * dollar, monthMicros: 49 * dollar },
    ],
  ])('stops %s', (_, facts) =>
    expect(breakerOf({ ...calm, ...facts })).toMatchObject({
      reason: 'run_rate',
      said: expect.stringContaining('$'),
    }),
  )
})

describe('the breaker of no progress', () => {
  const { sameSteps, quietCalls } = breakerFigures
  it.each([
    ['the same step again and again', { sameSteps }, { sameSteps: sameSteps - 1 }],
    ['many calls without a word', { quietCalls }, { quietCalls: quietCalls - 1 }],
  ])('stops %s, and one less not', (_, enough, fewer) => {
    expect(breakerOf({ ...calm, ...enough })).toMatchObject({ reason: 'no_progress' })
    expect(breakerOf({ ...calm, ...fewer })).toBeUndefined()
  })

  it('knows calls at nobody’s desk by their steps alone', () => {
    expect(breakerOf({ sameSteps: 0 })).toBeUndefined()
    expect(breakerOf({ sameSteps })).toMatchObject({ reason: 'no_progress' })
  })
})
