const firstMs = 500
const longestMs = 15_000

/** Doubles from attempt to attempt; spread, so that many workers do not come back at once. */
export function backOffMs(attempt: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 10))
  return full / 2 + Math.random() * (full / 2)
}
