// The one adapter between HTTP and the verbs: an operation of the registry and a verb become a route handler of REST v1.
import 'server-only'
import { hasScope } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { type Answer, idempotent, type Work } from '#lib/access/idempotent.ts'
import { AppError } from '#lib/errors.ts'
import type { Operation } from '#lib/wire/operation.ts'
import { callerOf } from './rest/caller-of.ts'
import { countRequest } from './rest/count-request.ts'
import { methodNotAllowed, problem } from './rest/problem.ts'
import { type Input, readInput } from './rest/read-input.ts'
import { type Exchange, respond } from './rest/respond.ts'

export type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined> | undefined> },
) => Promise<Response>

export type ServingHandler = Handler & { operation: Operation }

type Verb<Params, Query, Body, Result> = (
  caller: CompanyCaller,
  input: Input<Params, Query, Body>,
  request: Request,
) => Promise<Result | Response>

/** Authorises, counts, reads and checks the input, runs the verb, once for each Idempotency-Key. Streams and files answer themselves. */
export function serve<Params, Query, Body, Result>(
  operation: Operation<Params, Query, Body, Result>,
  verb: Verb<Params, Query, Body, Result>,
): ServingHandler {
  const handler: Handler = (request, context) =>
    respond(request, async (exchange) => {
      const caller = await requireCaller(request, exchange, operation)
      requireScope(caller, operation)
      // Next.js gives a route without a [part] no params at all.
      const input = await readInput(operation, request, (await context.params) ?? {})
      // Leases make reports safe to repeat, and a claim's answer holds a token that must not be kept.
      const key = operation.scope === 'work' ? undefined : idempotencyKeyOf(request)
      const work = () => verb(caller, input, request)
      if (key === undefined) {
        const result = await work()
        return result instanceof Response ? result : send(answerOf(operation, result))
      }
      const { answer, repeated } = await idempotent(caller, { key, hash: input.hash }, async () =>
        workOf(operation, await work(), exchange),
      )
      return send(answer, repeated)
    })
  return Object.assign(handler, { operation })
}

/** For answers that are the same for everybody. */
export function servePublic(answer: (request: Request) => Promise<Response> | Response): Handler {
  return (request) =>
    respond(request, async ({ onCount }) => {
      await countRequest(request, undefined, onCount)
      return answer(request)
    })
}

async function requireCaller(
  request: Request,
  { onCount }: Exchange,
  { scope }: Operation,
): Promise<CompanyCaller> {
  let caller: CompanyCaller | undefined
  try {
    caller = await callerOf(request)
  } finally {
    await countRequest(request, caller, onCount, scope === 'work')
  }
  if (caller) return caller
  throw new AppError('unauthenticated', {
    detail: request.headers.has('authorization')
      ? 'This key is unknown, revoked or expired. Nothing was changed. Make a new one in the settings.'
      : 'Send an API key as "Authorization: Bearer dh_live_…", or sign in. Nothing was changed.',
  })
}

function requireScope(caller: CompanyCaller, operation: Operation): void {
  if (caller.kind === 'member') return
  if (operation.peopleOnly) {
    throw new AppError('not_allowed', { detail: 'Only people do this, no keys. Nothing was changed.' })
  }
  if (hasScope(caller, operation.scope) || (operation.orScope && hasScope(caller, operation.orScope))) return
  throw new AppError('not_allowed', {
    detail: `This key lacks the scope "${operation.scope}". Nothing was changed. Make a key with that scope and try again.`,
  })
}

/** @throws AppError `invalid` for a key that is no printable text of 1 to 120 characters. */
function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.method === 'POST' ? request.headers.get('idempotency-key') : null
  if (key === null) return undefined
  if (/^[\x21-\x7e]{1,120}$/.test(key)) return key
  throw new AppError('invalid', {
    detail: 'An Idempotency-Key has 1 to 120 printable characters. Nothing was changed.',
    fields: { 'Idempotency-Key': '1 to 120 printable characters' },
  })
}

/** Through the schema: what it does not name does not get out. */
function answerOf<Result>(operation: Operation<unknown, unknown, unknown, Result>, result: Result): Answer {
  return { status: operation.status, body: operation.answer.parse(result) }
}

async function workOf<Result>(
  operation: Operation<unknown, unknown, unknown, Result>,
  result: Result | Response,
  { requestId }: Exchange,
): Promise<Work> {
  if (result instanceof Response) throw new Error(`${operation.id} cannot be repeated: it answers by itself`)
  const answer = answerOf(operation, result)
  if (!operation.answersSecret) return { answer }
  const detail =
    'This was made already and its secret shown once. If it was lost, make another with a new Idempotency-Key.'
  const facts = { status: 409, code: 'conflict', title: 'Already made', detail, requestId }
  return { answer, kept: { status: 409, body: { type: '/api/v1/docs#conflict', ...facts } } }
}

function send({ status, body }: Answer, repeated = false): Response {
  const response = status === 204 ? new Response(null, { status }) : Response.json(body, { status })
  if (status >= 400) response.headers.set('content-type', 'application/problem+json')
  if (repeated) response.headers.set('idempotency-replayed', 'true')
  return response
}

type Verbs = { GET?: Handler; POST?: Handler; PATCH?: Handler; DELETE?: Handler }
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** All exports of a route file: what it serves, HEAD and OPTIONS, and a problem for every other method. */
export function route(verbs: Verbs): Record<(typeof methods)[number], Handler> {
  const allow = methods
    .filter(
      (method) => method === 'OPTIONS' || (method === 'HEAD' ? verbs.GET : method !== 'PUT' && verbs[method]),
    )
    .join(', ')
  const options = servePublic(() => new Response(null, { status: 204, headers: { allow } }))
  const refuse: Handler = (request) =>
    respond(request, async ({ requestId, onCount }) => {
      await countRequest(request, undefined, onCount)
      const detail = `${request.method} is not possible here. Nothing was changed. Possible: ${allow}.`
      const facts = { status: 405, code: methodNotAllowed, title: 'Not possible here', detail, requestId }
      return problem(facts, { allow })
    })
  const { GET = refuse, POST = refuse, PATCH = refuse, DELETE = refuse } = verbs
  return { GET, HEAD: GET, POST, PUT: refuse, PATCH, DELETE, OPTIONS: options }
}
