// REST v1 on a port, for programs that are tested as processes of their own. Can be made to look as if the installation were down.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { call } from './rest.ts'

export interface RestServer {
  url: string
  /** "POST /claims", in the order they came. */
  asked: string[]
  /** Requests that fit are cut off without an answer from now on; `undefined`: none are. */
  cutOff: (pattern: RegExp | undefined) => void
  close: () => Promise<void>
}

export async function serveRest(): Promise<RestServer> {
  const asked: string[] = []
  let refused: RegExp | undefined
  const server = createServer((request, response) => {
    const said = `${request.method} ${(request.url ?? '').replace(/^\/api\/v1/, '').replace(/\?.*/, '')}`
    if (refused?.test(said)) return request.socket.destroy()
    asked.push(said)
    if (said === 'GET /api/health') return response.end(JSON.stringify(health))
    answer(request, response).catch(() => request.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Listening at an address, not at a path.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    cutOff: (pattern) => {
      refused = pattern
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** There is no orchestrator to ask; this installation practises. */
const health = { status: 'ok', checks: { model: 'practice' } }

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const leaving = new AbortController()
  response.once('close', () => leaving.abort())
  const content = await buffer(request)
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' && !['host', 'connection'].includes(name) ? [[name, value]] : [],
    ),
  )
  const answered = await call(request.method ?? 'GET', request.url ?? '/', {
    headers,
    ...(content.length > 0 && { raw: new Uint8Array(content) }),
    signal: leaving.signal,
  })
  response.writeHead(answered.status, Object.fromEntries(answered.headers))
  if (answered.body) for await (const piece of answered.body) response.write(piece)
  response.end()
}
