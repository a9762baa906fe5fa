import type { SessionTurnEvent } from './fold-turns.ts'
import type { TurnEvent } from './turn-event.ts'

export type TurnListener = (event: TurnEvent, sessionKey: string) => void

const everySession = '*'

export function createTurnListeners() {
  const bySession = new Map<string, Set<TurnListener>>()

  function add(sessionKey: string, listener: TurnListener): () => void {
    const set = bySession.get(sessionKey) ?? new Set()
    bySession.set(sessionKey, set.add(listener))
    return () => {
      set.delete(listener)
      if (set.size === 0) bySession.delete(sessionKey)
    }
  }

  function tell(news: SessionTurnEvent[]): void {
    for (const { sessionKey, event } of news) {
      for (const key of [sessionKey, everySession]) {
        for (const listener of bySession.get(key) ?? []) listener(event, sessionKey)
      }
    }
  }

  return { add, tell, sessions: () => [...bySession.keys()].filter((key) => key !== everySession) }
}
