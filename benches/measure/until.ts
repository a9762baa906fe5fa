import { waitUntil } from '#local/supervisor/wait.ts'

const patienceMs = 120_000

/** Asks again until there is an answer. @throws Error naming what did not happen. */
export async function until<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  everyMs = 10,
): Promise<T> {
  let found: T | undefined
  await waitUntil(
    async () => {
      found = await look()
      return found !== undefined
    },
    patienceMs,
    everyMs,
  )
  if (found === undefined) throw new Error(`In ${patienceMs / 1000} s this did not happen: ${what}`)
  return found
}
