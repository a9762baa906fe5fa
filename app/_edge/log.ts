import 'server-only'
import { randomUUID } from 'node:crypto'
import pino from 'pino'

const log = pino({ name: 'app' })

/** Logs a fault that is ours and returns the short id under which people can report it. */
export function logFault(error: unknown): string {
  const faultId = randomUUID().slice(0, 8)
  log.error({ err: error, faultId }, 'fault')
  return faultId
}
