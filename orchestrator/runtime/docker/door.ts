// What is asked at a desk's door: HTTP/1.1 through the tunnel, one connection for each question.
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { AppError } from '#lib/errors.ts'
import { plainWords } from './plain-words.ts'
import { unreachable } from './tunnel.ts'

export interface Door {
  /** Raw bytes to the desk's door. */
  open: () => Promise<Socket>
  key: string
}

export interface DoorAnswer {
  status: number
  body: Buffer
}

interface Question {
  method?: 'GET' | 'PUT' | 'POST'
  body?: unknown
  timeoutMs?: number
  /** A longer answer is none. */
  limitBytes?: number
}

const defaultTimeoutMs = 10_000
const answerLimitBytes = 1024 * 1024
const silence = 'the desk stays silent'

/** @throws AppError unavailable when the desk does not answer, or answers with anything but a success. */
export async function askDoor(door: Door, path: string, question: Question = {}): Promise<DoorAnswer> {
  const { method = 'GET', body, timeoutMs = defaultTimeoutMs, limitBytes = answerLimitBytes } = question
  const signal = AbortSignal.timeout(timeoutMs)
  const asking = await begin(
    door,
    path,
    method,
    body === undefined ? {} : { 'content-type': 'application/json' },
  )
  const stop = () => asking.destroy(new Error(silence))
  signal.addEventListener('abort', stop, { once: true })
  // The way to the desk may have taken all the time there was.
  if (signal.aborted) stop()
  try {
    asking.end(body === undefined ? undefined : JSON.stringify(body))
    const response = await answerTo(asking)
    const answer = { status: response.statusCode ?? 0, body: await collect(response, limitBytes) }
    if (answer.status >= 200 && answer.status < 300) return answer
    throw unreachable(
      `it answered ${answer.status} ${plainWords(answer.body.toString('utf8', 0, 200), 200)}`.trim(),
    )
  } catch (error) {
    throw error instanceof AppError
      ? error
      : unreachable(error instanceof Error ? error.message : String(error))
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** A way to something behind the door. */
export async function passDoor(door: Door, path: string): Promise<Duplex> {
  const asking = await begin(door, path, 'GET', { connection: 'Upgrade', upgrade: 'tcp' })
  asking.setTimeout(defaultTimeoutMs, () => asking.destroy(new Error(silence)))
  return await new Promise((resolve, reject) => {
    asking.once('upgrade', (_, socket: Socket, head) => {
      socket.setTimeout(0)
      if (head.length > 0) socket.unshift(head)
      resolve(socket)
    })
    asking.once('response', (response) => {
      response.resume()
      asking.destroy()
      reject(unreachable(`it answered ${response.statusCode}`))
    })
    rejectAtEnd(asking, reject)
    asking.end()
  })
}

/** What the desk tells about itself, line by line, until either side ends it. */
export async function listenAtDoor(
  door: Door,
  path: string,
  answersWithinMs = defaultTimeoutMs,
): Promise<IncomingMessage> {
  const asking = await begin(door, path, 'GET', {})
  const patience = setTimeout(() => asking.destroy(new Error(silence)), answersWithinMs)
  asking.end()
  const response = await answerTo(asking).finally(() => clearTimeout(patience))
  if (response.statusCode === 200) return response
  response.destroy()
  throw unreachable(`it answered ${response.statusCode}`)
}

async function begin(
  door: Door,
  path: string,
  method: string,
  headers: Record<string, string>,
): Promise<ClientRequest> {
  const socket = await door.open()
  return request({
    method,
    path,
    // No agent at all: any agent would make a connection of its own.
    createConnection: () => socket,
    headers: { host: 'desk', authorization: `Bearer ${door.key}`, ...headers },
  })
}

function answerTo(asking: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asking.once('response', resolve)
    rejectAtEnd(asking, reject)
  })
}

/** A desk may say what ends a connection without an error, such as an upgrade that nobody asked for. */
function rejectAtEnd(asking: ClientRequest, reject: (error: AppError) => void): void {
  asking.on('error', (error) => reject(unreachable(error.message)))
  asking.once('close', () => reject(unreachable('it hung up')))
}

async function collect(response: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue
    sizeBytes += chunk.length
    if (sizeBytes > limitBytes) throw unreachable('its answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
