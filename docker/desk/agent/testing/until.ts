// Waits for a condition, never for a duration.
import { setTimeout as sleep } from 'node:timers/promises'

const patienceMs = 15_000

export async function until<Value>(
  what: string,
  look: () => Value | Promise<Value>,
  limitMs = patienceMs,
): Promise<NonNullable<Value>> {
  const begin = Date.now()
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() - begin > limitMs) throw new Error(`Still waiting for: ${what}`)
    await sleep(20)
  }
}
