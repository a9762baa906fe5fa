import { setImmediate as nextTurn } from 'node:timers/promises'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import { carryTurn } from './carry-turn.ts'
import { defaultLimits } from './next-step.ts'

const unasked = () => Promise.reject(new Error('Nobody should ask'))

function openConnection(): GatewayConnection {
  return {
    state: 'open',
    send: unasked,
    abort: unasked,
    history: unasked,
    rewindTo: unasked,
    setModel: unasked,
    refresh: unasked,
    onTurn: () => () => {},
    onState: () => () => {},
    onQuestion: () => {},
    onLostMemory: unasked,
    openQuestions: unasked,
    answerQuestion: unasked,
    cancelQuestion: unasked,
    close: unasked,
  }
}

describe('a turn whose connection is taken away', () => {
  it('waits for the next one, and holds nobody up meanwhile', async () => {
    let connection: GatewayConnection | undefined = openConnection()
    const lines = () => {
      const now = connection
      // It was there for one look, and nobody is told that it went.
      connection = undefined
      return now
    }
    const carrier = carryTurn({
      place: { sessionKey: 'agent:main:main', key: 'one' },
      orders: { isStopWanted: false, deskFailure: undefined },
      wasSent: true,
      line: lines,
      send: unasked,
      onTurn: () => {},
      limits: defaultLimits,
      log: pino({ enabled: false }),
    })
    // Never comes while something goes on and on without waiting.
    await nextTurn()
    carrier.letGo()
    expect(await carrier.done).toBeUndefined()
  })
})
