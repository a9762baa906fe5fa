import { expect, it } from 'vitest'
import { backOffMs } from './back-off.ts'

it('waits twice as long each time, up to the longest', () => {
  const waits = [0, 1, 2, 3, 10, 1000].map((failures) => backOffMs(failures, 60_000, 1))
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 60_000, 60_000])
})

it('never comes back at once, whatever chance says', () => {
  expect(backOffMs(0, 60_000, 0)).toBe(1_000)
})
