// GET /work: the app waits here for a worker that found nothing to do. 204 says: look again.
import type { RequestHandler } from 'express'
import { z } from 'zod'
import { parseInput } from '#lib/parse-input.ts'
import type { WaitingRoom } from './waiting-room.ts'

const query = z.object({
  companyId: z.uuid(),
  workerId: z.uuid(),
  waitMs: z.coerce.number().int().min(0).max(60_000),
})

export function waitForWork(room: WaitingRoom): RequestHandler {
  return async (request, response) => {
    const { waitMs, ...who } = parseInput(query, request.query)
    const left = new AbortController()
    response.once('close', () => left.abort())
    await room.wait(who, waitMs, left.signal)
    if (!response.closed) response.status(204).end()
  }
}
