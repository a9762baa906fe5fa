import type { Server } from 'node:http'
import express from 'express'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '#lib/errors.ts'
import { problem } from '#lib/wire/shapes.ts'
import { freePort } from '#tests/support/free-port.ts'
import { createMetrics } from './metrics.ts'
import { startHttp, stopHttp } from './server.ts'

const secret = 'a secret that only the app and the orchestrator know'
let server: Server
let base: string
let isReady = true

beforeAll(async () => {
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  server = await startHttp({
    host: '127.0.0.1',
    port,
    secret,
    metrics: createMetrics(),
    log: pino({ level: 'silent' }),
    readiness: () => ({ isReady, checks: { database: isReady ? 'ok' : 'waits for the database' } }),
    mount: (router) => {
      router.post('/wake', express.json(), (_, response) => void response.status(202).end())
      router.get('/refused', () => {
        throw new AppError('rate_limited', { detail: 'Slow down.', retryAfterMs: 1500 })
      })
      router.get('/broken', () => {
        throw new Error('the password is hunter2')
      })
    },
  })
})
afterAll(() => stopHttp(server))

const authorized = { authorization: `Bearer ${secret}` }

describe('whoever watches', () => {
  it.each(['/healthz', '/readyz', '/metrics'])('reads %s without a secret', async (path) =>
    expect((await fetch(base + path)).status).toBe(200),
  )

  it('sees what it is not ready for', async () => {
    isReady = false
    const response = await fetch(`${base}/readyz`)
    isReady = true
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({
      status: 'not_ready',
      checks: { database: 'waits for the database' },
    })
  })

  it('sees requests counted by their pattern', async () => {
    await fetch(`${base}/wake`, { method: 'POST', headers: authorized })
    expect(await (await fetch(`${base}/metrics`)).text()).toMatch(
      /deskhand_http_request_seconds_count\{method="POST",route="\/wake",status="202"\} \d/,
    )
  })
})

describe('the secret', () => {
  it('opens', async () =>
    expect((await fetch(`${base}/wake`, { method: 'POST', headers: authorized })).status).toBe(202))

  it.each([
    undefined,
    'Bearer',
    'Bearer ',
    `Bearer ${secret}x`,
    `Bearer ${secret.slice(1)}`,
    `Basic ${secret}`,
  ])('is not "%s"', async (authorization) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
    expect((await fetch(`${base}/wake`, { method: 'POST', headers })).status).toBe(401)
    expect((await fetch(`${base}/no-such-route`, { headers })).status).toBe(401)
  })
})

describe('a refusal', () => {
  async function ask(path: string, init: RequestInit = {}) {
    const response = await fetch(base + path, {
      ...init,
      headers: { ...authorized, 'x-request-id': 'abc', ...init.headers },
    })
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    return { headers: response.headers, problem: problem.parse(await response.json()) }
  }

  it('is a problem with its code', async () => {
    const answer = await ask('/refused')
    expect(answer.problem).toMatchObject({
      status: 429,
      code: 'rate_limited',
      detail: 'Slow down.',
      requestId: 'abc',
    })
    expect(answer.headers.get('retry-after')).toBe('2')
  })
  it('of an unknown route is a 404', async () =>
    expect((await ask('/no-such-route')).problem.status).toBe(404))
  it('of broken JSON is a 400', async () => {
    const init = { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }
    expect((await ask('/wake', init)).problem).toMatchObject({ status: 400, code: 'invalid' })
  })
  it('tells nothing of what went wrong inside', async () => {
    const answer = await ask('/broken')
    expect(answer.problem.status).toBe(500)
    expect(JSON.stringify(answer.problem)).not.toContain('hunter2')
  })
})
