import { describe, expect, it, vi } from 'vitest'
import { AppError, errorStatus } from '#lib/errors.ts'
import { problemOf, refusalOf, titles } from './problem.ts'

const logFault = vi.hoisted(() => vi.fn())
vi.mock('../log.ts', () => ({ logFault }))

const codes = Object.keys(errorStatus).filter((code): code is keyof typeof errorStatus => code in errorStatus)
const requestId = '3d5e7f90-1a2b-4c3d-8e4f-5a6b7c8d9e0f'

describe('a refusal over HTTP', () => {
  it.each(codes)('%s has its status, a title, and a place in the documentation', async (code) => {
    const response = problemOf(new AppError(code, { detail: 'What happened.' }), requestId)
    expect(response.status).toBe(errorStatus[code])
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toEqual({
      type: `/api/v1/docs#${code}`,
      title: titles[code],
      status: errorStatus[code],
      code,
      detail: 'What happened.',
      requestId,
    })
  })

  it('names the fields that are wrong, when there are any', async () => {
    const fields = { 'body.name': 'Too long' }
    const response = problemOf(new AppError('invalid', { detail: 'x', fields }), requestId)
    expect(await response.json()).toMatchObject({ fields })
  })

  it.each([
    [1, '1'],
    [1000, '1'],
    [1001, '2'],
    [59_999, '60'],
  ])('that passes in %d ms says: after %s seconds', (retryAfterMs, seconds) => {
    const response = problemOf(new AppError('rate_limited', { detail: 'x', retryAfterMs }), requestId)
    expect(response.headers.get('retry-after')).toBe(seconds)
  })

  it('that does not pass promises nothing', () => {
    expect(problemOf(new AppError('conflict', { detail: 'x' }), requestId).headers.has('retry-after')).toBe(
      false,
    )
  })
})

describe('what went wrong', () => {
  it('is a refusal as it stands', () => {
    const refusal = new AppError('not_found', { detail: 'There is no such employee.' })
    expect(refusalOf(refusal, requestId)).toBe(refusal)
    expect(logFault).not.toHaveBeenCalled()
  })

  it.each([
    ['a lost connection', { code: '08006' }],
    ['a server that stops', { code: '57P01' }],
    ['too many connections', { code: '53300' }],
    ['nobody at the port', { code: 'ECONNREFUSED' }],
    ['a broken pipe', { code: 'EPIPE' }],
  ])('is said to pass for %s', (_, facts) => {
    const refusal = refusalOf(Object.assign(new Error('secret'), facts), requestId)
    expect(refusal).toMatchObject({ code: 'unavailable', facts: { retryAfterMs: 3000 } })
    expect(refusal.facts.detail).not.toContain('secret')
  })

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Connection terminated due to connection timeout',
  ])('is said to pass for what the driver says without a code: %s', (message) => {
    expect(refusalOf(new Error(message), requestId).code).toBe('unavailable')
  })

  it.each([
    ['a broken rule of the database', Object.assign(new Error('duplicate key'), { code: '23505' })],
    ['a mistake of ours', new TypeError('x is not a function')],
    ['text', 'text'],
    ['nothing', undefined],
    ['a fault that says it is one', new AppError('internal', { detail: 'the table is missing' })],
  ])('is our fault for %s, found under the id of the request', (_, fault) => {
    const refusal = refusalOf(fault, requestId)
    expect(refusal.code).toBe('internal')
    expect(refusal.facts.detail).toBe(
      `This did not work, and it is our fault. Tell us the request id ${requestId}.`,
    )
    expect(logFault).toHaveBeenLastCalledWith(fault, requestId)
  })
})
