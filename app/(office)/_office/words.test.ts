import { describe, expect, it } from 'vitest'
import { exampleEmployee } from '#lib/wire/examples.ts'
import { lampOf, phaseInWords, stateInWords, timeLeft } from './words.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

describe('the lamp', () => {
  it('breathes only while a ready employee works', () => {
    expect(lampOf({ lifecycle: 'ready' }, true)).toBe('breathing')
    expect(lampOf({ lifecycle: 'ready' }, false)).toBe('lit')
    expect(lampOf({ lifecycle: 'starting' }, true)).toBe('warming')
  })

  it('never says the same as another state without other words', () => {
    const lifecycles = ['asleep', 'starting', 'ready', 'needs_attention', 'paused', 'leaving'] as const
    const words = lifecycles.map((lifecycle) => stateInWords({ lifecycle }, false))
    expect(new Set(words).size).toBe(lifecycles.length)
  })
})

describe('the phase', () => {
  it('is told while a desk starts, and not afterwards', () => {
    const desk = { ...exampleEmployee.desk, phase: 'starting_gateway' }
    expect(phaseInWords({ lifecycle: 'starting', desk })).toBe('Starting the gateway')
    expect(phaseInWords({ lifecycle: 'ready', desk })).toBeUndefined()
  })
})

describe('the time that is left', () => {
  it('names its two largest parts', () => {
    expect(timeLeft(2 * dayMs + 5 * hourMs, 0)).toBe('2 days 5 h')
    expect(timeLeft(dayMs, 0)).toBe('1 day 0 h')
    expect(timeLeft(5 * hourMs + 12 * minuteMs, 0)).toBe('5 h 12 min')
    expect(timeLeft(30_000, 0)).toBe('1 min')
  })

  it('is never less than nothing', () => {
    expect(timeLeft(0, dayMs)).toBe('0 min')
  })
})
