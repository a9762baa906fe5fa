import 'server-only'
import { randomUUID } from 'node:crypto'
import pino from 'pino'

const log = pino({ name: 'app' })

/** Logs a fault that is ours and returns the id under which people can report it: a short one, or the request's. */
export function logFault(error: unknown, faultId: string = randomUUID().slice(0, 8)): string {
  log.error({ err: error, faultId }, 'fault')
  return faultId
}
