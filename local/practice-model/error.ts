import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** The error types of the Messages API by status. */
const errorTypes: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
}

export function sendError(response: ServerResponse, status: number, message: string): void {
  const requestId = `req_${randomUUID().replaceAll('-', '').slice(0, 24)}`
  const headers = { 'content-type': 'application/json', 'request-id': requestId }
  const body = {
    type: 'error',
    error: { type: errorTypes[status] ?? 'api_error', message },
    request_id: requestId,
  }
  response
    .writeHead(status, status === 429 ? { ...headers, 'retry-after': '1' } : headers)
    .end(JSON.stringify(body))
}
