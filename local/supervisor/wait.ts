import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again and again until the answer is true; false when the time is over first. */
export async function waitUntil(
  isSo: () => boolean | Promise<boolean>,
  timeoutMs: number,
  everyMs = 25,
): Promise<boolean> {
  const end = performance.now() + timeoutMs
  while (!(await isSo())) {
    if (performance.now() >= end) return false
    await sleep(everyMs)
  }
  return true
}
