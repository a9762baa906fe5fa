// The orchestrator's door: who may what, who was refused, and the way in to a desk. It opens on the outside only and, but for
// "are you well", to nobody without the key.
import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { answer, answerAndEnd } from './answer.ts'
import { changeDesks } from './change-desks.ts'
import { BadSnapshot, parseSnapshot } from './desk-register.ts'
import { enterDesk } from './enter-desk.ts'
import type { House } from './house.ts'

const requestMs = 30_000

export function createControl(house: House): Server {
  const { headerBytes, headersMs } = house.limits
  const server = createServer({
    maxHeaderSize: headerBytes,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
  })
  server.on('connection', (socket) => {
    socket.on('error', () => socket.destroy())
    if (!socket.localAddress || !house.isOutside(socket.localAddress)) socket.destroy()
  })
  server.on('request', (request, response) => {
    serve(house, request, response).catch(() => response.destroy())
  })
  server.on('connect', (request, _stream, head) => {
    const { socket } = request
    if (!hasKey(house, request.headers['proxy-authorization'])) {
      return answerAndEnd(socket, 407, 'The key is missing or wrong.', { 'Proxy-Authenticate': 'Bearer' })
    }
    enterDesk(house, request, head).catch(() => socket.destroy())
  })
  return server
}

async function serve(house: House, request: IncomingMessage, response: ServerResponse) {
  const asked = `${request.method} ${request.url}`
  if (asked === 'GET /healthz') return answerJson(response, { status: 'ok' })
  if (!hasKey(house, request.headers.authorization))
    return answer(response, 401, 'The key is missing or wrong.')
  if (asked === 'PUT /desks') return takeSnapshot(house, request, response)
  if (asked === 'GET /desks') return answerJson(response, house.register.read())
  if (asked === 'GET /refusals') return streamRefusals(house, response)
  answer(response, 404, 'There is no such thing here.')
}

async function takeSnapshot(house: House, request: IncomingMessage, response: ServerResponse) {
  const text = await readBody(request, house.limits.snapshotBytes)
  if (text === undefined) return answer(response, 413, 'The snapshot is too long.')
  try {
    changeDesks(house, parseSnapshot(JSON.parse(text)))
  } catch (error) {
    if (!(error instanceof BadSnapshot || error instanceof SyntaxError)) throw error
    return answer(response, 400, `Nothing was changed: ${error.message}.`)
  }
  response.setHeader('ETag', `"${house.register.read().digest}"`)
  response.writeHead(204).end()
}

async function readBody(request: IncomingMessage, mostBytes: number): Promise<string | undefined> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    bytes += part.length
    if (bytes > mostBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** A listener that does not read is let go: it comes again and hears what matters from then on. */
const mostWaitingBytes = 262_144

function streamRefusals({ refusals }: House, response: ServerResponse) {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' })
  response.flushHeaders()
  const stop = refusals.listen((refusal) => {
    response.write(`${JSON.stringify(refusal)}\n`)
    if (response.writableLength > mostWaitingBytes) response.destroy()
  })
  response.once('close', stop)
}

function answerJson(response: ServerResponse, body: unknown) {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify(body))
}

function hasKey({ key }: House, shown: string | undefined) {
  return timingSafeEqual(sha256(shown ?? ''), sha256(`Bearer ${key}`))
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()
