const firstMs = 2_000

/** Twice as long each time, up to the longest; a part of it by chance, so that many who failed together do not come back together. */
export function backOffMs(failures: number, longestMs: number, chance = Math.random()): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 20))
  return Math.round(whole / 2 + (whole / 2) * chance)
}
