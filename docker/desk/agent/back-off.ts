// How long to wait before a part is started again, and when to stop trying. Pure.

const waitsMs = [1000, 2000, 4000, 8000, 16_000, 30_000]
const windowMs = 5 * 60_000
const mostInWindow = 10

/** Of the failures' times, those that still count. */
export function recentFailures(failedAtMs: number[], nowMs: number): number[] {
  return failedAtMs.filter((at) => nowMs - at < windowMs)
}

export function isCrashLoop(failedAtMs: number[], nowMs: number): boolean {
  return recentFailures(failedAtMs, nowMs).length >= mostInWindow
}

export function waitBeforeRestartMs(failedAtMs: number[], nowMs: number): number {
  const failures = recentFailures(failedAtMs, nowMs).length
  return waitsMs[Math.min(Math.max(failures, 1), waitsMs.length) - 1] ?? 1000
}
