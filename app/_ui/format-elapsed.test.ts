import { expect, it } from 'vitest'
import { formatElapsed } from './format-elapsed.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

it.each([
  [0, '0 s'],
  [999, '0 s'],
  [9 * second, '9 s'],
  [59_999, '59 s'],
  [minute, '1 min 00 s'],
  [minute + 5 * second, '1 min 05 s'],
  [hour, '1 h 00 min'],
  [2 * hour + 3 * minute + 59 * second, '2 h 03 min'],
  [24 * hour, '1 d 0 h'],
  [100 * hour, '4 d 4 h'],
])('shows %d ms as %s', (elapsedMs, text) => {
  expect(formatElapsed(elapsedMs)).toBe(text)
})

it('shows nothing below zero, since two clocks never quite agree', () => {
  expect(formatElapsed(-5 * second)).toBe('0 s')
})
