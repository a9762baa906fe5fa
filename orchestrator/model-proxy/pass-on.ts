// Sends a desk's request to the model with the real key and streams the answer back, piece by piece, as it comes.
import { once } from 'node:events'
import type { Request, Response } from 'express'
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
  /** Whether the model was asked at all. */
  wasAsked: boolean
  /** Whether the desk went away before the answer was whole. */
  wasAborted: boolean
  isWhole: boolean
}

const passedRequestHeaders = ['content-type', 'accept', 'anthropic-version', 'anthropic-beta']
const passedResponseHeaders = /^(content-type|request-id|retry-after|anthropic-ratelimit-.*)$/

/** What watches an answer pass by. */
export interface Watcher {
  take: (chunk: Uint8Array) => void
  /** Before the piece goes on: what it costs has to be written down by then. Undefined when it is. */
  settledFor?: () => Promise<void> | undefined
  isWhole: () => boolean
}

/** Never throws: whatever becomes of the call is in the answer and in the passage. */
export async function passOn(
  upstream: Upstream,
  request: Request,
  response: Response,
  watch: (contentType: string) => Watcher | undefined,
  body: unknown = request.body,
): Promise<Passage> {
  const startedAt = performance.now()
  const leaving = new AbortController()
  response.once('close', () => leaving.abort())
  // Whoever hung up while the call was written down is not heard again.
  if (response.closed || response.destroyed) leaving.abort()
  const wasAsked = !leaving.signal.aborted
  const passage: Passage = {
    httpStatus: null,
    firstByteMs: null,
    wasAsked,
    wasAborted: false,
    isWhole: false,
  }
  try {
    const answer = await ask(upstream, request, body, leaving.signal)
    passage.httpStatus = answer.status
    if (keyRefusals.includes(answer.status)) {
      await answer.body?.cancel()
      refuse(response, 'upstream_key_refused', keyRefused)
      return passage
    }
    response.status(answer.status)
    for (const [name, value] of answer.headers)
      if (passedResponseHeaders.test(name)) response.setHeader(name, value)
    response.setHeader('cache-control', 'no-store')
    response.flushHeaders()
    const watcher = watch(answer.headers.get('content-type') ?? '')
    for await (const chunk of answer.body ?? []) {
      passage.firstByteMs ??= performance.now() - startedAt
      watcher?.take(chunk)
      const unsettled = watcher?.settledFor?.()
      if (unsettled) await unsettled
      if (!response.write(chunk)) await once(response, 'drain', { signal: leaving.signal })
    }
    passage.isWhole = watcher?.isWhole() ?? true
    response.end()
  } catch {
    passage.wasAborted = leaving.signal.aborted
    if (response.headersSent) response.destroy()
    else if (!leaving.signal.aborted) refuse(response, 'api_error', unreachable)
  }
  return passage
}

/** Passed on as they are, each would make a gateway put the desk's own key aside, for a minute or for ten (docs/gateway.md). */
const keyRefusals: readonly number[] = [401, 402, 403]
const keyRefused =
  "The model provider refused the installation's key. Whoever runs this installation has to check ANTHROPIC_API_KEY and what is left on its account."
const unreachable = 'The model provider cannot be reached right now.'

function ask(upstream: Upstream, request: Request, body: unknown, signal: AbortSignal) {
  const headers = new Headers()
  for (const name of passedRequestHeaders) {
    const value = request.get(name)
    if (value) headers.set(name, value)
  }
  headers.set('x-api-key', upstream.apiKey ?? 'practice')
  const to = new URL(request.originalUrl, upstream.url)
  if (to.origin !== new URL(upstream.url).origin)
    throw new Error('The real key goes to nobody but the model provider.')
  return fetch(to, {
    method: request.method,
    headers,
    signal,
    ...(Buffer.isBuffer(body) && body.length > 0 && { body: new Uint8Array(body) }),
  })
}
