// How a program of ours speaks to the API: one request, one answer that was parsed, one kind of refusal.
import type { z } from 'zod'
import { plainLine } from './plain-text.ts'
import { problem } from './shapes.ts'

export interface Connection {
  /** Where people open the product, without a slash at the end. */
  siteUrl: string
  /** An API key. */
  key: string
  userAgent: string
}

export interface Ask {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below /api/v1. */
  path: string
  query?: Record<string, string | number | undefined>
  body?: object
  /** Sent as they are, instead of `body`. */
  bytes?: { content: Uint8Array<ArrayBuffer>; mediaType: string }
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
  timeoutMs?: number
}

/** The API answered, and said no. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly retryAfterMs: number | undefined

  constructor(status: number, code: string, detail: string, retryAfterMs?: number) {
    super(detail)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.retryAfterMs = retryAfterMs
  }

  /** Whether the same request may succeed later. */
  get isPassing(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 408
  }
}

/** Nothing answered, or something that is not this API. */
export class Unreachable extends Error {
  constructor(siteUrl: string, cause: unknown) {
    super(`${siteUrl} does not answer: ${wordsOf(cause)}`, { cause })
    this.name = 'Unreachable'
  }
}

const defaultTimeoutMs = 30_000

/** @throws ApiProblem, Unreachable */
export async function askApi<Answer>(
  connection: Connection,
  answer: z.ZodType<Answer>,
  ask: Ask,
): Promise<Answer> {
  const signal = AbortSignal.any([
    AbortSignal.timeout(ask.timeoutMs ?? defaultTimeoutMs),
    ...(ask.signal ? [ask.signal] : []),
  ])
  const response = await openAnswer(connection, { ...ask, signal })
  const content = await response.text().catch((error: unknown) => {
    throw new Unreachable(connection.siteUrl, error)
  })
  const parsed = answer.safeParse(content === '' ? undefined : readJson(content))
  if (parsed.success) return parsed.data
  throw new ApiProblem(502, 'unexpected', `${connection.siteUrl} answered with something else than expected.`)
}

/** For answers that are a stream or a file. @throws ApiProblem, Unreachable */
export async function openAnswer(connection: Connection, ask: Ask): Promise<Response> {
  const response = await fetch(urlOf(connection, ask), {
    method: ask.method ?? 'GET',
    // A key goes nowhere else than where it was meant to go.
    redirect: 'error',
    headers: {
      authorization: `Bearer ${connection.key}`,
      'user-agent': connection.userAgent,
      ...(ask.body && { 'content-type': 'application/json' }),
      ...(ask.bytes && { 'content-type': ask.bytes.mediaType }),
      ...ask.headers,
    },
    ...(ask.body && { body: JSON.stringify(ask.body) }),
    ...(ask.bytes && { body: ask.bytes.content }),
    ...(ask.signal && { signal: ask.signal }),
  }).catch((error: unknown) => {
    throw new Unreachable(connection.siteUrl, error)
  })
  if (!response.ok) throw await readProblem(response)
  return response
}

function urlOf({ siteUrl }: Connection, { path, query }: Ask): URL {
  const url = new URL(`${siteUrl}/api/v1${path}`)
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) url.searchParams.set(name, String(value))
  return url
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const said = problem.safeParse(readJson(await response.text().catch(() => '')))
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : undefined
  if (!said.success)
    return new ApiProblem(response.status, 'unexpected', `The answer was ${response.status}.`, retryAfterMs)
  const { code, detail, fields } = said.data
  const wrong = Object.entries(fields ?? {}).map(([name, why]) => `${name}: ${why}`)
  return new ApiProblem(response.status, code, plainLine([detail, ...wrong].join(' ')), retryAfterMs)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function wordsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'no connection'
  if (cause.name === 'TimeoutError') return 'no answer in time'
  const inner = cause.cause
  if (inner instanceof Error && 'code' in inner) return String(inner.code)
  return inner instanceof Error ? inner.message : cause.message
}

/** @throws Error with words for people. */
export function readSiteUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.search !== '')
    throw new Error(`"${plainLine(text)}" is not the address of a Deskhand, like https://desk.example.com`)
  return url.href.replace(/\/(api\/v1\/?)?$/, '')
}
