/** One endpoint of the API: key, form, transaction, idempotency, errors, expansion. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import { inMode, newId, type World } from '../world.ts'
import { expanded } from './answer.ts'
import { parse, readForm } from './form.ts'
import { Refusal } from './refusal.ts'

type Method = 'get' | 'post' | 'delete'
type Call<Schema extends z.ZodType> = { input: z.output<Schema>; id: string }
type Answer = { status: number; body: string }

export interface Api {
  world: World
  web: Hono
}

export function endpoint<Schema extends z.ZodType<{ expand?: string[] | undefined }>>(
  { world, web }: Api,
  method: Method,
  path: string,
  schema: Schema,
  handle: (call: Call<Schema>) => object,
): void {
  web.on(method, `/v1/${path}`, async (c) => {
    // What is asked for stands in the address, also when something is deleted.
    const text = method === 'post' ? await c.req.text() : new URL(c.req.url).search.slice(1)
    const id = c.req.param('id') ?? ''
    return answer(world, c, text, () => {
      const input = parse(schema, readForm(text))
      return expanded(world, handle({ input, id }), input.expand)
    })
  })
}

/** Everything Stripe has and this has not. */
export function unknownEndpoint(world: World, c: Context): Response {
  return answer(world, c, '', () => {
    const message = `Unrecognized request URL (${c.req.method}: ${c.req.path}). The local Stripe does not have it; real Stripe may.`
    throw new Refusal(404, { type: 'invalid_request_error', message })
  })
}

function answer(world: World, c: Context, text: string, handle: () => unknown): Response {
  const requestId = newId('req')
  const key = c.req.method === 'GET' ? null : (c.req.header('idempotency-key') ?? null)
  world.request = { id: requestId, idempotency_key: key }
  try {
    requireKey(world, c)
    const request = createHash('sha256').update(`${c.req.method} ${c.req.path} ${text}`).digest('hex')
    const replay = key ? replayed(world, key, request) : undefined
    const { status, body } = replay ?? run(world, handle, key ? { key, request } : null)
    return respond(requestId, { status, body }, replay !== undefined)
  } catch (error) {
    if (error instanceof Refusal) return respond(requestId, refused(error, requestId))
    throw error
  } finally {
    world.request = null
  }
}

function requireKey({ secretKey }: World, c: Context): void {
  const given = keyOf(c.req.header('authorization') ?? '')
  const digest = (text: string) => createHash('sha256').update(text).digest()
  if (given && timingSafeEqual(digest(given), digest(secretKey))) return
  const message = given
    ? `Invalid API Key provided: ${given.slice(0, 8)}****${given.slice(-4)}`
    : "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
  throw new Refusal(401, { type: 'invalid_request_error', message })
}

function keyOf(authorization: string): string {
  const [scheme = '', credentials = ''] = authorization.split(' ')
  if (scheme.toLowerCase() !== 'basic') return credentials
  return Buffer.from(credentials, 'base64').toString().split(':')[0] ?? ''
}

function replayed({ store }: World, key: string, request: string): Answer | undefined {
  const earlier = store.find('replay', key)
  if (!earlier) return undefined
  if (earlier.request === request) return earlier
  throw new Refusal(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  })
}

/** The answer is kept together with what was done: whoever asks again with the same key gets it again. */
function run(world: World, handle: () => unknown, asked: { key: string; request: string } | null): Answer {
  return world.store.transact(() => {
    const done = answerOf(world, handle)
    if (asked)
      world.store.put('replay', { id: asked.key, request: asked.request, createdMs: Date.now(), ...done })
    return done
  })
}

/** A declined card is an outcome, and what was done on the way to it stays; any other refusal undoes everything. */
function answerOf(world: World, handle: () => unknown): Answer {
  try {
    return { status: 200, body: inMode(world, handle()) }
  } catch (error) {
    if (error instanceof Refusal && error.status === 402) return refused(error, world.request?.id ?? '')
    throw error
  }
}

const refused = ({ status, shape }: Refusal, requestId: string): Answer => ({
  status,
  body: JSON.stringify({ error: { ...shape, request_log_url: `local:${requestId}` } }, null, 2),
})

function respond(requestId: string, { status, body }: Answer, wasReplayed = false): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'request-id': requestId })
  if (wasReplayed) headers.set('idempotent-replayed', 'true')
  return new Response(body, { status, headers })
}
