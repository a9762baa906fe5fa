// What desks asked for and did not get, told to the orchestrator as it happens: the same once in a while, and no more than a person
// could ever look at, however hard a desk tries.
import type { Why } from './open-site.ts'

export interface Refusal {
  deskId: string
  host: string
  port: number
  why: Why
  at: string
}

export interface Refusals {
  tell(refusal: Omit<Refusal, 'at'>): void
  /** Starts with what nobody has heard yet. Answers with how to stop listening. */
  listen(listener: (refusal: Refusal) => void): () => void
}

const sameAgainMs = 10_000
const mostPerDesk = 30
const mostUnheard = 500

export function createRefusals(now: () => number = Date.now): Refusals {
  const listeners = new Set<(refusal: Refusal) => void>()
  const toldByDesk = new Map<string, Map<string, number>>()
  let unheard: Refusal[] = []

  /** Notes it and says whether it is news. */
  function isNews({ deskId, host, port }: Omit<Refusal, 'at'>) {
    const told = toldByDesk.get(deskId) ?? new Map<string, number>()
    for (const [what, at] of told) if (at <= now() - sameAgainMs) told.delete(what)
    const what = `${host}:${port}`
    if (told.has(what) || told.size >= mostPerDesk) return false
    toldByDesk.set(deskId, told.set(what, now()))
    return true
  }

  return {
    tell(refusal) {
      if (!isNews(refusal)) return
      const told = { ...refusal, at: new Date(now()).toISOString() }
      if (listeners.size === 0) unheard = [...unheard, told].slice(-mostUnheard)
      for (const listener of listeners) listener(told)
    },
    listen(listener) {
      for (const refusal of unheard) listener(refusal)
      unheard = []
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
