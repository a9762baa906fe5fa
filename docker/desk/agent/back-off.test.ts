import { describe, expect, it } from 'vitest'
import { isCrashLoop, waitBeforeRestartMs } from './back-off.ts'

const now = 1_000_000_000
const failures = (count: number) => Array.from({ length: count }, (_, index) => now - index * 1000)

describe('starting again', () => {
  it('waits longer from failure to failure, and never longer than half a minute', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 9].map((count) => waitBeforeRestartMs(failures(count), now))
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  })

  it('forgets failures of more than five minutes ago', () => {
    const old = [now - 5 * 60_000, now - 10 * 60_000]
    expect(waitBeforeRestartMs([...old, now], now)).toBe(1000)
  })

  it('is given up at the tenth failure in five minutes', () => {
    expect(isCrashLoop(failures(9), now)).toBe(false)
    expect(isCrashLoop(failures(10), now)).toBe(true)
    expect(isCrashLoop(failures(10), now + 5 * 60_000)).toBe(false)
  })
})
