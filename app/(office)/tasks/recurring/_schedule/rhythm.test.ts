import { describe, expect, it } from 'vitest'
import { timesAfter } from '#lib/schedule/times.ts'
import { cronInWords, cronOf, rhythmOf, usualRhythm } from './rhythm.ts'

describe('a rhythm', () => {
  it.each([
    ['0 9 * * 1-5', 'Every weekday at 09:00'],
    ['30 7 * * *', 'Every day at 07:30'],
    ['5 18 * * 3', 'Every Wednesday at 18:05'],
    ['0 0 * * 0', 'Every Sunday at 00:00'],
    ['15 6 31 * *', 'On day 31 of every month at 06:15'],
    ['*/10 9-17 * * 1-5', 'By the fields */10 9-17 * * 1-5'],
    ['0 9 1 * 1', 'By the fields 0 9 1 * 1'],
    ['99 9 * * *', 'By the fields 99 9 * * *'],
  ])('%s is said: %s, and comes back as it was', (cron, words) => {
    expect(cronInWords(cron)).toBe(words)
    expect(cronOf(rhythmOf(cron))).toBe(cron)
  })

  it('takes Sunday as 7, too', () => expect(cronInWords('0 9 * * 7')).toBe('Every Sunday at 09:00'))

  it('means the times it says', () => {
    const [first] = timesAfter(
      { cron: cronOf(usualRhythm), timeZone: 'Europe/Berlin' },
      new Date('2026-11-21T12:00:00Z'),
      1,
    )
    expect(first?.toISOString()).toBe('2026-11-23T08:00:00.000Z')
  })
})
