// Whether the product is well, asked of its parts.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeDatabase } from '#lib/db/database.ts'
import { freePort } from '#tests/support/free-port.ts'
import { handlersOf, openRest, type Rest } from '#tests/support/rest.ts'

let rest: Rest
let port: number
let readiness: { status: number; body: unknown }

const orchestrator = createServer((request, response) => {
  const { status, body } = request.url === '/readyz' ? readiness : { status: 404, body: {} }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
})
const well = { database: 'ok', host: 'ok', fleet: 'ok', runtime: 'ok', model: 'ok' }

beforeAll(async () => {
  port = await freePort()
  orchestrator.listen(port, '127.0.0.1')
  await once(orchestrator, 'listening')
  rest = await openRest(`http://127.0.0.1:${port}`)
})
afterAll(async () => {
  orchestrator.closeAllConnections()
  orchestrator.close()
  await rest.close()
})
beforeEach(() => {
  readiness = { status: 200, body: { status: 'ready', checks: well } }
  vi.resetModules()
})

async function health(): Promise<{ status: number; body: unknown }> {
  const { GET } = await handlersOf(join(import.meta.dirname, '../../app/api/health/route.ts'))
  if (!GET) throw new Error('no handler')
  const response = await GET(new Request('http://deskhand.test/api/health'), {
    params: Promise.resolve(undefined),
  })
  expect(response.headers.get('cache-control')).toBe('no-store')
  return { status: response.status, body: await response.json() }
}

describe('health', () => {
  it('is good when all parts are, and says which model answers', async () => {
    expect(await health()).toMatchObject({
      status: 200,
      body: {
        status: 'ok',
        checks: { database: 'ok', orchestrator: 'ok', runtime: 'ok', model: 'anthropic' },
      },
    })
    vi.resetModules()
    readiness.body = { status: 'ready', checks: { ...well, model: 'practice' } }
    expect(await health()).toMatchObject({ status: 200, body: { checks: { model: 'practice' } } })
  })

  it('names the part that is the matter', async () => {
    readiness = {
      status: 503,
      body: { status: 'not_ready', checks: { ...well, host: 'waits for another orchestrator' } },
    }
    expect(await health()).toMatchObject({
      status: 503,
      body: { status: 'failing', checks: { orchestrator: 'host: waits for another orchestrator' } },
    })
  })

  it('is not good while the desk runtime is being prepared', async () => {
    readiness.body = { status: 'ready', checks: { ...well, runtime: 'installs OpenClaw' } }
    expect(await health()).toMatchObject({ status: 503, body: { checks: { runtime: 'installs OpenClaw' } } })
  })

  it.each([{ nonsense: true }, 'text'])('is not good when the orchestrator says %j', async (body) => {
    readiness = { status: 200, body }
    expect(await health()).toMatchObject({
      status: 503,
      body: { checks: { orchestrator: 'does not answer' } },
    })
  })

  it('is asked of the parts once a second, however many ask', async () => {
    let asked = 0
    const count = () => {
      asked += 1
    }
    orchestrator.on('request', count)
    const { GET } = await handlersOf(join(import.meta.dirname, '../../app/api/health/route.ts'))
    const request = new Request('http://deskhand.test/api/health')
    await Promise.all(
      Array.from({ length: 20 }, () => GET?.(request, { params: Promise.resolve(undefined) })),
    )
    orchestrator.off('request', count)
    expect(asked).toBe(1)
  })

  it('is not good without a database, and never says where it is', async () => {
    const working = process.env.DATABASE_URL ?? ''
    await closeDatabase()
    vi.stubEnv('DATABASE_URL', 'postgres://nobody:hunter2@127.0.0.1:9/nothing')
    vi.resetModules()
    const found = await health()
    vi.stubEnv('DATABASE_URL', working)
    await closeDatabase()
    expect(found).toMatchObject({
      status: 503,
      body: { checks: { database: 'does not answer', orchestrator: 'ok' } },
    })
    expect(JSON.stringify(found)).not.toMatch(/hunter2|127\.0\.0\.1/)
  })
})
