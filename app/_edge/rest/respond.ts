// What all API answers have in common: an id, the rate, and headers that keep browsers from making more of them than data.
import 'server-only'
import { randomUUID } from 'node:crypto'
import { ensureDatabase } from '../database.ts'
import { type Allowance, rateHeaders } from './count-request.ts'
import { problemOf, refusalOf } from './problem.ts'

export interface Exchange {
  requestId: string
  onCount: (allowance: Allowance) => void
}

const always = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** Runs the work of one request and turns whatever is thrown into a problem. */
export async function respond(
  request: Request,
  work: (exchange: Exchange) => Promise<Response>,
): Promise<Response> {
  const requestId = requestIdOf(request)
  let allowance: Allowance | undefined
  const onCount = (counted: Allowance) => {
    allowance = counted
  }
  const response = await attempt(() => work({ requestId, onCount }), requestId)
  const headers = { ...always, ...(allowance && rateHeaders(allowance)), 'x-request-id': requestId }
  for (const [name, value] of Object.entries(headers)) {
    if (!response.headers.has(name)) response.headers.set(name, value)
  }
  return request.method === 'HEAD' ? withoutBody(response) : response
}

async function attempt(work: () => Promise<Response>, requestId: string): Promise<Response> {
  try {
    ensureDatabase()
    return await work()
  } catch (error) {
    return problemOf(refusalOf(error, requestId), requestId)
  }
}

/** A client's own id is taken over when it is a plain one, so that its log and ours meet. */
function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id') ?? ''
  return /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID()
}

async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel()
  return new Response(null, { status: response.status, headers: response.headers })
}
