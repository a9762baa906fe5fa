// Sends a desk's request to the model with the real key and streams the answer back, piece by piece, as it comes.
import { once } from 'node:events'
import type { Request, Response } from 'express'
import type { UsageReader } from './read-usage.ts'
import { refuse } from './refuse.ts'

export interface Upstream {
  /** Without /v1. */
  url: string
  /** Undefined where the practice model answers. */
  apiKey: string | undefined
}

export interface Passage {
  httpStatus: number | null
  firstByteMs: number | null
  /** Whether the desk went away before the answer was whole. */
  wasAborted: boolean
  isWhole: boolean
}

const passedRequestHeaders = ['content-type', 'accept', 'anthropic-version', 'anthropic-beta']
const passedResponseHeaders = /^(content-type|request-id|retry-after|anthropic-ratelimit-.*)$/

/** Never throws: whatever becomes of the call is in the answer and in the passage. */
export async function passOn(
  upstream: Upstream,
  request: Request,
  response: Response,
  chooseReader: (contentType: string) => UsageReader | undefined,
): Promise<Passage> {
  const startedAt = performance.now()
  const leaving = new AbortController()
  response.once('close', () => leaving.abort())
  // Whoever hung up while the call was written down is not heard again.
  if (response.closed || response.destroyed) leaving.abort()
  const passage: Passage = { httpStatus: null, firstByteMs: null, wasAborted: false, isWhole: false }
  try {
    const answer = await ask(upstream, request, leaving.signal)
    passage.httpStatus = answer.status
    if (answer.status === 401 || answer.status === 403) {
      await answer.body?.cancel()
      refuse(response, 'upstream_key_refused', keyRefused)
      return passage
    }
    response.status(answer.status)
    for (const [name, value] of answer.headers)
      if (passedResponseHeaders.test(name)) response.setHeader(name, value)
    response.setHeader('cache-control', 'no-store')
    response.flushHeaders()
    const reader = chooseReader(answer.headers.get('content-type') ?? '')
    for await (const chunk of answer.body ?? []) {
      passage.firstByteMs ??= performance.now() - startedAt
      reader?.take(chunk)
      if (!response.write(chunk)) await once(response, 'drain', { signal: leaving.signal })
    }
    passage.isWhole = reader?.isWhole() ?? true
    response.end()
  } catch {
    passage.wasAborted = leaving.signal.aborted
    if (response.headersSent) response.destroy()
    else if (!leaving.signal.aborted) refuse(response, 'api_error', unreachable)
  }
  return passage
}

const keyRefused =
  "The model provider refused the installation's key. Whoever runs this installation has to check ANTHROPIC_API_KEY."
const unreachable = 'The model provider cannot be reached right now.'

function ask(upstream: Upstream, request: Request, signal: AbortSignal) {
  const headers = new Headers()
  for (const name of passedRequestHeaders) {
    const value = request.get(name)
    if (value) headers.set(name, value)
  }
  headers.set('x-api-key', upstream.apiKey ?? 'practice')
  const body: unknown = request.body
  return fetch(new URL(request.originalUrl, upstream.url), {
    method: request.method,
    headers,
    signal,
    ...(Buffer.isBuffer(body) && body.length > 0 && { body: new Uint8Array(body) }),
  })
}
