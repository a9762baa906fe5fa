import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { makeFolder } from '#tests/support/temporary-folder.ts'
import { askEngine } from './ask-engine.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function socketPlace(): Promise<string> {
  const folder = await makeFolder('deskhand-engine-')
  ends.push(folder.remove)
  return join(folder.path, 'engine.sock')
}

/** Something that listens where an engine would. */
async function listening(answer: RequestListener): Promise<{ socketPath: string }> {
  const socketPath = await socketPlace()
  const server = createServer(answer).listen(socketPath)
  await once(server, 'listening')
  ends.push(() => {
    server.closeAllConnections()
    return server.close()
  })
  return { socketPath }
}

it('finds an engine that answers, and says which', async () => {
  const engine = await listening(({ url }, response) =>
    url?.includes('/version')
      ? response.setHeader('Content-Type', 'application/json').end('{"Version":"27.1.0"}')
      : response.end('OK'),
  )
  expect(await askEngine(engine)).toEqual({ answers: true, version: '27.1.0' })
})

it('does not take the file of a socket for an engine', async () => {
  const socketPath = await socketPlace()
  expect(await askEngine({ socketPath })).toEqual({
    answers: false,
    why: expect.stringContaining('ENOENT'),
  })
})

it('says that an engine refuses', async () => {
  const engine = await listening((_, response) => response.writeHead(403).end('{"message":"not you"}'))
  expect(await askEngine(engine)).toEqual({ answers: false, why: expect.stringContaining('403') })
})

it('does not wait for one that hangs', async () => {
  const engine = await listening(() => {})
  expect(await askEngine({ ...engine, timeout: 100 })).toEqual({
    answers: false,
    why: expect.stringMatching(/hang up|timeout/i),
  })
})
