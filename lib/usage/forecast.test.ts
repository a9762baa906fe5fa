import { describe, expect, it } from 'vitest'
import { daysOf } from './days.ts'
import { forecastFrom, forecastOf, usedUpOn } from './forecast.ts'

const dollar = 1_000_000
const from = (first: string, to: string, micros: number) =>
  new Map(daysOf({ from: first, to }).map((day) => [day, micros]))

describe('the forecast', () => {
  it('says nothing before the first call, nor until three whole days have passed', () => {
    const today = '2026-11-21'
    const said = (firstDay?: string) => forecastOf({ today, firstDay, microsByDay: new Map() })
    expect(said()).toEqual({ state: 'too_little', daysNeeded: 3 })
    expect(said('2026-11-21')).toEqual({ state: 'too_little', daysNeeded: 3 })
    expect(said('2026-11-19')).toEqual({ state: 'too_little', daysNeeded: 1 })
    expect(said('2026-11-18')).toMatchObject({ state: 'told', micros: 0, basedOnDays: 3 })
  })

  it('of days that are all alike is what they come to, without a doubt', () => {
    const microsByDay = from('2026-11-01', '2026-11-21', dollar)
    expect(forecastOf({ today: '2026-11-21', firstDay: '2026-09-01', microsByDay })).toEqual({
      state: 'told',
      micros: 30 * dollar,
      lowMicros: 30 * dollar,
      highMicros: 30 * dollar,
      basedOnDays: 14,
      dayMicros: dollar,
    })
  })

  it('lets days before the first call ever count for nothing', () => {
    const microsByDay = from('2026-11-18', '2026-11-20', 2 * dollar)
    expect(forecastOf({ today: '2026-11-21', firstDay: '2026-11-18', microsByDay })).toMatchObject({
      micros: 6 * dollar + 2 * dollar + 9 * 2 * dollar,
      basedOnDays: 3,
    })
  })

  it('takes a quiet day for what it is', () => {
    const microsByDay = new Map([['2026-11-19', 14 * dollar]])
    expect(forecastOf({ today: '2026-11-21', firstDay: '2026-01-01', microsByDay })).toMatchObject({
      dayMicros: dollar,
      micros: 14 * dollar + dollar + 9 * dollar,
    })
  })

  it('keeps what was spent today, when that is more than a day costs', () => {
    const microsByDay = from('2026-11-01', '2026-11-20', dollar).set('2026-11-21', 8 * dollar)
    expect(forecastOf({ today: '2026-11-21', firstDay: '2026-01-01', microsByDay })).toMatchObject({
      micros: (20 + 8 + 9) * dollar,
    })
  })

  it('learns at the beginning of a month from the one before, and adds nothing of it', () => {
    const today = '2026-12-01'
    const microsByDay = from(forecastFrom(today), '2026-11-30', dollar)
    expect(forecastOf({ today, firstDay: '2026-01-01', microsByDay })).toMatchObject({ micros: 31 * dollar })
  })

  it('is wider the more days differ, and never below what is spent', () => {
    const wild = from('2026-11-01', '2026-11-20', 0).set('2026-11-10', 50 * dollar)
    const said = forecastOf({ today: '2026-11-21', firstDay: '2026-01-01', microsByDay: wild })
    if (said.state !== 'told') throw new Error('It said nothing')
    expect(said.lowMicros).toBe(50 * dollar)
    expect(said.highMicros).toBeGreaterThan(said.micros * 1.2)
  })

  it('has no doubt on the last evening of a month that was dear', () => {
    const microsByDay = from('2026-11-01', '2026-11-29', dollar)
      .set('2026-11-12', 3 * dollar)
      .set('2026-11-30', 9 * dollar)
    const said = forecastOf({ today: '2026-11-30', firstDay: '2026-01-01', microsByDay })
    expect(said).toMatchObject({ micros: 40 * dollar, highMicros: 40 * dollar })
  })

  it('asks for the days of the month and for the last fourteen', () => {
    expect(forecastFrom('2026-11-21')).toBe('2026-11-01')
    expect(forecastFrom('2026-11-03')).toBe('2026-10-20')
  })
})

describe('the day an allowance is used up', () => {
  const today = '2026-11-21'
  const forecast = forecastOf({
    today,
    firstDay: '2026-01-01',
    microsByDay: from('2026-11-01', today, dollar),
  })
  const on = (capDollars: number) =>
    usedUpOn(forecast, { today, spentMicros: 21 * dollar, capMicros: capDollars * dollar })

  it('is today for one that is used up, none for one that lasts', () => {
    expect(on(21)).toBe('2026-11-21')
    expect(on(30)).toBeUndefined()
  })

  it('is counted at the pace of the last days', () => {
    expect(on(24)).toBe('2026-11-24')
    expect(on(29.5)).toBe('2026-11-30')
  })

  it('is not told from too little', () => {
    const tooLittle = { state: 'too_little', daysNeeded: 2 } as const
    expect(usedUpOn(tooLittle, { today, spentMicros: 0, capMicros: 1 })).toBeUndefined()
  })
})
