// The first turn of a gateway process takes seconds until it asks the model: it loads what turns need. This is that turn, in a
// session of its own, with a model that nobody offers: the model proxy refuses it, so it costs nothing and says nothing.
import { randomUUID } from 'node:crypto'
import type { GatewayAddress } from '../runtime/desk-runtime.ts'
import { connectGateway, type GatewayConnection } from './connect.ts'
import { isTurnEnd } from './turn-event.ts'

export const warmUpSession = 'agent:main:warm-up'
const noModel = 'deskhand-warm-up'
const text = 'The desk warms up. There is nothing to do.'
const connectTimeoutMs = 10_000
const patienceMs = 60_000

export async function warmUp(find: () => Promise<GatewayAddress>): Promise<void> {
  const connection = await connectGateway({ ...(await find()), connectTimeoutMs })
  try {
    await warmUpThrough(connection)
  } finally {
    await connection.close()
  }
}

/** However the turn ends, it was one. A gateway that gets no answer at all tries again for a minute: that is not waited for. */
export async function warmUpThrough(connection: GatewayConnection): Promise<void> {
  const over = Promise.withResolvers<void>()
  const stopListening = connection.onTurn(warmUpSession, (event) => {
    if (isTurnEnd(event) || event.kind === 'retrying') over.resolve()
  })
  const timer = setTimeout(over.resolve, patienceMs)
  try {
    await connection.send({
      sessionKey: warmUpSession,
      text,
      idempotencyKey: randomUUID(),
      model: noModel,
    })
    await over.promise
    await connection.abort(warmUpSession)
    // The courier looks before it sends.
    await connection.history(warmUpSession)
  } finally {
    clearTimeout(timer)
    stopListening()
  }
}
