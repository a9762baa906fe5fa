import type { SessionHistory } from '#orchestrator/gateway/history.ts'
import { keepLiving } from './read-message.ts'

const withinReach = 200

/** The earliest within reach of a rewind; what stands before it is found when this one is gone. */
export async function findStray({ messages }: SessionHistory): Promise<string | undefined> {
  const keys = messages
    .slice(-withinReach)
    .flatMap((row) => (row.role === 'user' && !row.fromGateway && row.key ? [row.key] : []))
  const living = await keepLiving(keys)
  return keys.find((key) => !living.has(key))
}
