// What a gateway says of itself over HTTP.
import { z } from 'zod'

export type Readiness = 'silent' | 'waiting' | 'ready'

const answer = z.object({ ready: z.boolean() })
const timeoutMs = 3000

export async function askReady(port: number): Promise<Readiness> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, {
      signal: AbortSignal.timeout(timeoutMs),
    })
    const body = answer.safeParse(await response.json())
    return response.ok && body.data?.ready ? 'ready' : 'waiting'
  } catch {
    return 'silent'
  }
}
