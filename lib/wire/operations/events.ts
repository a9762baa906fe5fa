import { z } from 'zod'
import { liveEvent } from '../event.ts'
import { noBody, noFields, operation } from '../operation.ts'

export const eventOperations = {
  followEvents: operation({
    id: 'followEvents',
    method: 'GET',
    path: '/events',
    tag: 'Events',
    thing: 'company',
    summary: 'Everything that changes, as it changes',
    description:
      'Server-sent events: `event:` names the kind, `data:` is the present truth of its subject, `id:` resumes a broken stream as the header Last-Event-ID (or as `after`). `reset` says that you were away too long: read anew. `beat` comes every 15 seconds and says only that the connection lives. The stream ends within 5 seconds of the key being revoked.',
    scope: 'read',
    params: noFields,
    query: z.strictObject({
      after: z.coerce.number().int().min(0).optional().describe('Only events after this id'),
    }),
    body: noBody,
    answer: liveEvent,
    answerKind: 'events',
    status: 200,
  }),
}
