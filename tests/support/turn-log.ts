// Listens to one session of a gateway connection and lets a test wait for what it needs to have happened.
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import { isTurnEnd, type TurnEnd, type TurnEvent } from '#orchestrator/gateway/turn-event.ts'

const waitTimeoutMs = 180_000

export function listenToTurns(connection: GatewayConnection, sessionKey: string) {
  const events: TurnEvent[] = []
  const waiting = new Set<() => void>()
  connection.onTurn(sessionKey, (event) => {
    events.push(event)
    for (const look of waiting) look()
  })

  async function until<Found>(find: (events: TurnEvent[]) => Found | undefined): Promise<Found> {
    const found = Promise.withResolvers<Found>()
    const look = () => {
      const result = find(events)
      if (result !== undefined) found.resolve(result)
    }
    const late = setTimeout(
      () =>
        found.reject(new Error(`The last of ${events.length} events: ${JSON.stringify(events.slice(-4))}`)),
      waitTimeoutMs,
    )
    waiting.add(look)
    look()
    return await found.promise.finally(() => {
      clearTimeout(late)
      waiting.delete(look)
    })
  }

  return {
    events,
    until,
    /** The end of a run; of any run without an id. */
    end: (runId?: string) =>
      until<TurnEnd>((all) => all.filter(isTurnEnd).find((event) => !runId || event.runId === runId)),
    text: (pattern: RegExp) =>
      until((all) => all.findLast((event) => event.kind === 'text' && pattern.test(event.text))),
  }
}
