// GET /events: the app asks for a caller it has authorised; membership is looked up here once more.
import type { RequestHandler } from 'express'
import { z } from 'zod'
import { notFound } from '#lib/errors.ts'
import { latestEventId } from '#lib/live/read-events.ts'
import { parseInput } from '#lib/parse-input.ts'
import { openReader } from './follow.ts'
import { type EventStream, isWelcome } from './stream-events.ts'

const eventId = z.coerce.number().int().min(0)
const query = z
  .object({
    companyId: z.uuid(),
    userId: z.uuid().optional(),
    apiKeyId: z.uuid().optional(),
    /** Where a page was read; Last-Event-ID of a reader that comes back goes before it. */
    after: eventId.optional(),
  })
  .refine((given) => Boolean(given.userId) !== Boolean(given.apiKeyId), 'Name either a userId or an apiKeyId')

export function followEvents(stream: EventStream): RequestHandler {
  return async (request, response) => {
    const { companyId, userId = null, apiKeyId = null, after } = parseInput(query, request.query)
    const follower = { companyId, userId, apiKeyId }
    if (!(await isWelcome(follower))) throw notFound('company')
    const resumed = eventId.safeParse(request.get('last-event-id') || undefined)
    const lastId = (resumed.success ? resumed.data : after) ?? (await latestEventId(companyId))
    const reader = openReader(response, follower, lastId)
    response.once('close', () => stream.leave(reader))
    await stream.join(reader)
    if (response.closed) stream.leave(reader)
  }
}
