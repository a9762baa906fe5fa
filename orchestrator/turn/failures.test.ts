import { expect, it } from 'vitest'
import { failureOf } from './failures.ts'

const cases: [code: string, told: { message: string; errorKind?: string; httpStatus?: number }][] = [
  ['model_key_refused', { message: 'provider rejected the request schema or tool payload', httpStatus: 422 }],
  ['model_key_refused', { message: '⚠️ LLM request failed (request format rejected, HTTP 422).' }],
  ['model_key_refused', { message: '401 invalid x-api-key', httpStatus: 401 }],
  ['model_key_refused', { message: '⚠️ LLM request failed (authentication, HTTP 401)' }],
  ['model_key_refused', { message: 'anthropic is temporarily disabled' }],
  ['model_rate_limited', { message: 'try /model', errorKind: 'rate_limit' }],
  ['model_rate_limited', { message: '⚠️ LLM request failed (provider rate limit, HTTP 429)' }],
  ['model_overloaded', { message: 'overloaded', errorKind: 'rate_limit', httpStatus: 529 }],
  ['model_silent', { message: 'gave up', errorKind: 'timeout' }],
  ['context_too_long', { message: 'try /reset', errorKind: 'context_length', httpStatus: 413 }],
  ['model_unreachable', { message: 'api_error', httpStatus: 502 }],
  ['model_unreachable', { message: 'fetch failed' }],
  ['desk_needs_restart', { message: 'Agent database execution admission is closed' }],
  ['turn_failed', { message: 'Something nobody has seen yet', httpStatus: 400 }],
]

it.each(cases)('%s: %j', (code, told) => {
  const failure = failureOf({ kind: 'error', ...told })
  expect(failure.code).toBe(code)
  expect(failure.text).not.toMatch(/\/(reset|model)\b/)
  expect(failure.action).not.toBe('')
})
