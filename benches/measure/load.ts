// Many clients at once, each sending its next request when the last was answered.
import { Agent, type IncomingMessage, request } from 'node:http'

export interface Target {
  name: string
  url: (client: number) => string
  method: 'GET' | 'POST'
  headers?: (client: number) => Record<string, string>
  body?: () => string
}

export interface Load {
  answersMs: number[]
  elapsedMs: number
  /** Statuses other than 2xx, and broken connections. */
  refused: Map<string, number>
}

export const emptyLoad = (): Load => ({ answersMs: [], elapsedMs: 0, refused: new Map() })

/** Adds what was seen to `load`. */
export async function putUnderLoad(
  target: Target,
  clients: number,
  durationMs: number,
  load: Load,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const startedAtMs = performance.now()
  const endsAtMs = startedAtMs + durationMs
  const work = async (client: number) => {
    while (performance.now() < endsAtMs) {
      const sentAtMs = performance.now()
      const outcome = await send(target, client, agent)
      if (outcome === 'answered') load.answersMs.push(performance.now() - sentAtMs)
      else load.refused.set(outcome, (load.refused.get(outcome) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, client) => work(client)))
  load.elapsedMs += performance.now() - startedAtMs
  agent.destroy()
}

function send(target: Target, client: number, agent: Agent): Promise<string> {
  const body = target.body?.()
  const headers = { ...target.headers?.(client), ...(body && { 'content-length': Buffer.byteLength(body) }) }
  return new Promise((resolve) => {
    const sent = request(target.url(client), { method: target.method, agent, headers }, (answer) =>
      resolve(readWhole(answer)),
    )
    sent.once('error', (error) => resolve(error.message))
    sent.end(body)
  })
}

function readWhole(answer: IncomingMessage): Promise<string> {
  const { statusCode = 0 } = answer
  const outcome = statusCode >= 200 && statusCode < 300 ? 'answered' : String(statusCode)
  return new Promise((resolve) => {
    answer.once('end', () => resolve(outcome)).once('error', (error) => resolve(error.message))
    answer.resume()
  })
}
