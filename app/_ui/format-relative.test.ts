import { expect, it } from 'vitest'
import { formatRelative } from './format-relative.ts'

const now = new Date(2026, 10, 21, 12, 0, 0)
const before = (ms: number) => new Date(now.getTime() - ms)
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

it.each([
  [0, 'just now'],
  [minute - 1, 'just now'],
  [minute, '1 min ago'],
  [hour - 1, '59 min ago'],
  [hour, '1 h ago'],
  [day - 1, '23 h ago'],
  [day, 'yesterday'],
  [2 * day, '2 days ago'],
  [7 * day - 1, '6 days ago'],
  [7 * day, '14 Nov'],
])('says of %d ms ago: %s', (ageMs, text) => {
  expect(formatRelative(before(ageMs), now)).toBe(text)
})

it('names the year only when it is another one', () => {
  expect(formatRelative(new Date(2025, 0, 3), now)).toBe('3 Jan 2025')
})

it('takes a clock that runs a little ahead as now, and a true future as a date', () => {
  expect(formatRelative(before(-5000), now)).toBe('just now')
  expect(formatRelative(before(-2 * day), now)).toBe('23 Nov')
})
