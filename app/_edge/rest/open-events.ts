// The live stream comes from the orchestrator; the app only says who may follow it, and passes it on piece by piece.
import 'server-only'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { AppError } from '#lib/errors.ts'
import { appEnv } from '../env.ts'

const connectTimeoutMs = 5_000

/** @throws AppError `unavailable` while the orchestrator is away. */
export async function openEvents(
  caller: CompanyCaller,
  { query }: { query: { after?: number | undefined } },
  request: Request,
): Promise<Response> {
  authorize(caller, 'company.read')
  if (request.method === 'HEAD') return new Response(null, { headers: streamHeaders })
  const leaving = new AbortController()
  const leave = () => leaving.abort()
  request.signal.addEventListener('abort', leave, { once: true })
  if (request.signal.aborted) leave()
  const upstream = await connect(caller, query.after, request, leaving)
  return new Response(passOn(upstream, leave), { headers: streamHeaders })
}

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  // no-transform also keeps Next from compressing, which would hold pieces back.
  'cache-control': 'no-cache, no-store, no-transform',
  'x-accel-buffering': 'no',
}

async function connect(
  caller: CompanyCaller,
  after: number | undefined,
  request: Request,
  leaving: AbortController,
): Promise<ReadableStream<Uint8Array>> {
  const { ORCHESTRATOR_URL, ORCHESTRATOR_SECRET } = appEnv()
  const url = new URL('/events', ORCHESTRATOR_URL)
  url.searchParams.set('companyId', caller.companyId)
  if (caller.kind === 'member') url.searchParams.set('userId', caller.userId)
  else url.searchParams.set('apiKeyId', caller.apiKeyId)
  if (after !== undefined) url.searchParams.set('after', String(after))
  const headers = new Headers({ authorization: `Bearer ${ORCHESTRATOR_SECRET}`, accept: 'text/event-stream' })
  const lastEventId = request.headers.get('last-event-id')
  if (lastEventId && /^\d{1,15}$/.test(lastEventId)) headers.set('last-event-id', lastEventId)
  const tooLate = setTimeout(() => leaving.abort(), connectTimeoutMs)
  const upstream = await fetch(url, { headers, signal: leaving.signal, cache: 'no-store' })
    .catch(() => undefined)
    .finally(() => clearTimeout(tooLate))
  if (upstream?.ok && upstream.body) return upstream.body
  await upstream?.body?.cancel()
  throw new AppError('unavailable', {
    detail:
      'Live changes are not available at the moment. Nothing is lost: connect again, or read what is there now.',
    retryAfterMs: 2000,
  })
}

/** Ends quietly when the orchestrator goes away: the client connects again and resumes. */
function passOn(upstream: ReadableStream<Uint8Array>, leave: () => void): ReadableStream<Uint8Array> {
  const reader = upstream.getReader()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await reader.read().catch(() => undefined)
        if (!piece || piece.done) controller.close()
        else controller.enqueue(piece.value)
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  )
}
