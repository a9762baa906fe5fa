import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import express from 'express'
import { afterEach, expect, it } from 'vitest'
import { freePort } from '#tests/support/free-port.ts'
import { type Passage, passOn } from './pass-on.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen(app: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(app)
  servers.push(server)
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${port}`
}

it('asks the model nothing for a desk that hung up before the call went out', async () => {
  let asked = 0
  const upstream = await listen((_, response) => {
    asked += 1
    response.end('{}')
  })
  const passed = Promise.withResolvers<Passage>()
  const app = express()
  const hungUp = new AbortController()
  app.post('/v1/messages', async (request, response) => {
    hungUp.abort()
    await once(response, 'close')
    passed.resolve(await passOn({ url: upstream, apiKey: undefined }, request, response, () => undefined))
  })
  const proxy = await listen(app)
  await expect(fetch(`${proxy}/v1/messages`, { method: 'POST', signal: hungUp.signal })).rejects.toThrow()
  expect(await passed.promise).toMatchObject({ wasAborted: true, httpStatus: null })
  expect(asked).toBe(0)
})
