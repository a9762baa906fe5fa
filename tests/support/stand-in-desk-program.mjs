// A desk without a desktop: answers at the door as the agent of a real one does, in a second instead of ten, and misbehaves when the
// configuration it is handed over says so. Runs inside a container, for tests of the runtime's own logic.
import { mkdirSync, writeFileSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, createServer as createTcpServer } from 'node:net'
import { dirname, join } from 'node:path'

const key = process.env.DESK_DOOR_KEY
const workspace = '/home/desk/workspace'
const gatewayPort = 18_789
const listeners = new Set()
const bornAt = new Date().toISOString()
let told = null
let inputPaused = false
let status = statusNow()

function part(state) {
  return { state, since: bornAt, restarts: 0, lastExit: null }
}

function statusNow() {
  const misbehaves = told?.gatewayConfig?.misbehave
  const fails = misbehaves === 'fail'
  const state = fails ? 'failed' : told && misbehaves !== 'never_ready' ? 'ready' : 'starting'
  const phase = state === 'starting' ? (told ? 'waiting_for_ready' : 'awaiting_handover') : state
  const exit = {
    code: 78,
    signal: null,
    cause: 'bad_config',
    reason: 'It refused.',
    action: 'Change it.',
    logTail: 'last words',
  }
  return {
    state,
    phase,
    since: new Date().toISOString(),
    generation: told?.generation ?? null,
    filesHash: told?.filesHash ?? '',
    configHash: told?.configHash ?? '',
    inputPaused,
    parts: {
      display: part('up'),
      windows: part('up'),
      browser: part('up'),
      gateway: fails ? { ...part('down'), lastExit: exit } : part(told ? 'up' : 'waiting'),
    },
    home: {
      bytes: misbehaves === 'hoard' ? 11e9 : 1000,
      limitBytes: Number(process.env.DESK_HOME_LIMIT_BYTES),
    },
    memory: { bytes: process.memoryUsage().rss, limitBytes: 1e9, oomKills: 0 },
    activeAt: bornAt,
    failure: fails ? { code: 'bad_config', text: 'It refused.', action: 'Change it.' } : null,
  }
}

function tell() {
  status = statusNow()
  for (const response of listeners) response.write(`${JSON.stringify(status)}\n`)
}

function take(handover) {
  told = handover
  for (const { path, content } of handover.files) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), content)
  }
  console.log(
    `handover ${handover.generation} ${handover.configHash} token=${handover.environment.OPENCLAW_GATEWAY_TOKEN}`,
  )
  tell()
  misbehave(handover.gatewayConfig.misbehave)
}

function misbehave(how) {
  if (how === 'exit') setTimeout(() => process.exit(3), 200)
  if (how === 'silence') setTimeout(fallSilent, 200)
  const hoard = []
  if (how === 'eat') setInterval(() => hoard.push(Buffer.alloc(32 * 1024 * 1024, 1)), 5)
}

function fallSilent() {
  writeSync(1, 'it falls silent\n')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

const door = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://desk')
  if (pathname === '/healthz') return response.end('{"status":"ok"}')
  if (request.headers.authorization !== `Bearer ${key}`) return response.writeHead(401).end()
  switch (`${request.method} ${pathname}`) {
    case 'GET /status':
      return response.end(JSON.stringify(status))
    case 'GET /watch':
      response.write(`${JSON.stringify(status)}\n`)
      listeners.add(response)
      return request.once('close', () => listeners.delete(response))
    case 'PUT /handover':
      take(await bodyOf(request))
      return response.writeHead(204).end()
    case 'GET /preview.jpg':
      return response.end(
        Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.from(searchParams.get('width') ?? '')]),
      )
    case 'POST /input':
      inputPaused = (await bodyOf(request)).paused
      tell()
      return response.writeHead(204).end()
    case 'POST /end':
      response.writeHead(204).end()
      return setTimeout(() => process.exit(0), 50)
    default:
      return response.writeHead(404).end()
  }
})
door.on('upgrade', (request, socket) => {
  if (request.headers.authorization !== `Bearer ${key}`)
    return socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n')
  socket.on('error', () => socket.destroy())
  if (request.url === '/desktop') return socket.write('RFB 003.008\n')
  const gateway = connect(gatewayPort, '127.0.0.1')
  gateway.on('error', () => socket.destroy())
  socket.once('close', () => gateway.destroy())
  socket.pipe(gateway).pipe(socket)
})
door.listen(7600, '0.0.0.0')

// Says back what it is told.
createTcpServer((socket) => socket.pipe(socket)).listen(gatewayPort, '127.0.0.1')
setInterval(tell, 5_000).unref()
process.once('SIGTERM', () => process.exit(0))
console.log('the stand-in is at its desk')
