import { describe, expect, it } from 'vitest'
import type { Forecast } from '#lib/wire/usage.ts'
import { forecastInWords } from './forecast-words.ts'

const said = (forecast: Forecast, spentMicros = 4_000_000, capMicros = 100_000_000) =>
  forecastInWords({ today: '2026-11-21', month: { spentMicros, forecast }, capMicros })
const told: Forecast = {
  state: 'told',
  micros: 6_300_000,
  lowMicros: 5_700_000,
  highMicros: 6_900_000,
  basedOnDays: 14,
  dayMicros: 190_000,
}

describe('the forecast', () => {
  it.each([
    [1, 'Too little to say yet: it takes one more whole day of use.'],
    [3, 'Too little to say yet: it takes 3 more whole days of use.'],
  ])('of too little says so', (daysNeeded, words) => {
    expect(said({ state: 'too_little', daysNeeded })).toEqual({
      figure: undefined,
      words,
      warning: undefined,
    })
  })

  it('says what it is made of and how sure it is', () => {
    expect(said(told)).toEqual({
      figure: 'about $6.30',
      words:
        'If November 2026 goes on like the last 14 days, at $0.19 a day. Most likely between $5.70 and $6.90.',
      warning: undefined,
    })
  })

  it('makes no span of what is the same to the cent', () => {
    expect(said({ ...told, lowMicros: 6_300_000, highMicros: 6_301_000 }).words).not.toContain('between')
  })

  it('warns of the day the allowance is used up, until it is', () => {
    expect(said(told, 4_000_000, 4_400_000).warning).toBe('At this pace the allowance is used up on 24 Nov.')
    expect(said(told, 4_400_000, 4_400_000).warning).toBeUndefined()
  })
})
