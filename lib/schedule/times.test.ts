import { describe, expect, it } from 'vitest'
import { AppError } from '#lib/errors.ts'
import { latestTime, requireSoundTimes, timesAfter } from './times.ts'

const berlin = 'Europe/Berlin'
const told = (cron: string, after: string, count: number, timeZone = berlin) =>
  timesAfter({ cron, timeZone }, new Date(after), count).map((at) => at.toISOString().slice(5, 16))

describe('in Berlin', () => {
  it('nine in the morning stays nine in the morning when the clocks go forward', () => {
    expect(told('0 9 * * *', '2027-03-26T12:00:00Z', 3)).toEqual([
      '03-27T08:00',
      '03-28T07:00',
      '03-29T07:00',
    ])
  })

  it('and when they go back', () => {
    expect(told('0 9 * * *', '2027-10-29T12:00:00Z', 3)).toEqual([
      '10-30T07:00',
      '10-31T08:00',
      '11-01T08:00',
    ])
  })

  it('a time that the night of the change skips comes right after it, once', () => {
    expect(told('30 2 * * *', '2027-03-27T12:00:00Z', 2)).toEqual(['03-28T01:00', '03-29T00:30'])
  })

  it.each(['30 2 * * *', '30 2,14 * * *'])('a time that happens twice counts once: %s', (cron) => {
    const night = told(cron, '2027-10-30T20:00:00Z', 3).filter((at) => at < '10-31T12')
    expect(night).toEqual(['10-31T00:30'])
  })

  it('every so often goes on through the longer night', () => {
    expect(told('*/30 * * * *', '2027-10-31T00:00:00Z', 4)).toEqual([
      '10-31T00:30',
      '10-31T01:00',
      '10-31T01:30',
      '10-31T02:00',
    ])
  })
})

it('weekdays are those of the place, not of Greenwich', () => {
  expect(told('0 8 * * 1', '2026-11-21T00:00:00Z', 1, 'Pacific/Auckland')).toEqual(['11-22T19:00'])
})

it('the latest time is the one that comes right now, or the one before', () => {
  const times = { cron: '0 9 * * *', timeZone: 'UTC' }
  expect(latestTime(times, new Date('2026-11-21T09:00:00Z'))?.toISOString()).toBe('2026-11-21T09:00:00.000Z')
  expect(latestTime(times, new Date('2026-11-21T08:59:59Z'))?.toISOString()).toBe('2026-11-20T09:00:00.000Z')
})

describe('refused', () => {
  const now = new Date('2026-11-21T08:00:00Z')
  const fieldOf = (cron: string, timeZone = berlin) => {
    try {
      return requireSoundTimes({ cron, timeZone }, now).toISOString()
    } catch (error) {
      return error instanceof AppError ? Object.values(error.facts.fields ?? {})[0] : error
    }
  }

  it.each(['@daily', '* * * * * *', '* * * *', ''])('"%s" has not five fields', (cron) => {
    expect(fieldOf(cron)).toMatch(/^Five fields/)
  })

  it.each(['60 * * * *', 'a b c d e', '0 0 32 * *', '5/5 * * * *'])('"%s" is no cron', (cron) => {
    expect(fieldOf(cron)).toBe('Not the five fields of cron')
  })

  it.each(['* * * * *', '*/4 * * * *', '58,0 8,9 * * *', '0,3 0 29 2 *', '*/7 * * * *'])(
    '"%s" is too often',
    (cron) => {
      expect(fieldOf(cron)).toBe('More often than every 5 minutes')
    },
  )

  it('a day that no year has never comes', () => {
    expect(fieldOf('0 0 31 2 *')).toBe('This time never comes')
  })

  it.each(['Mars/Base', '', 'Europe/Berlin; drop'])('"%s" is no time zone', (zone) => {
    expect(fieldOf('0 9 * * *', zone)).toMatch(/^No time zone/)
  })

  it.each(['*/5 * * * *', '0 9 * * 1-5', '0 0 29 2 *'])('"%s" is not', (cron) => {
    expect(fieldOf(cron)).toMatch(/^20/)
  })
})
