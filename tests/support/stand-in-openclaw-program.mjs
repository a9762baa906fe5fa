// Stands in for OpenClaw where a test is about what surrounds a gateway. It starts, listens, keeps its sessions in its home and ends as
// OpenClaw does, in a second instead of fifteen, and refuses what OpenClaw would refuse. It asks no model: it answers with the first
// words of its SOUL.md, read anew for each turn, and with what it was told; with nothing at all when it is told to take its time. Told
// never to stop it does not end when it is asked to, and told to lose its memory it fails that turn and all that follow in this process: as
// OpenClaw does in the middle of a turn, and without its database (docs/gateway.md).
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { WebSocketServer } from 'ws'

/** From the launch; slow enough that others can die in the middle of a start. */
const listensAfterMs = 300
const readyAfterMs = 700
const turnMs = 50
const drainMs = 150
const tickIntervalMs = 30_000
const badConfigCode = 78

const config = readConfig()
const port = portFrom(process.argv.slice(2))
const token = process.env.OPENCLAW_GATEWAY_TOKEN ?? refuse('there is no token')
const sessions = openSessions(process.env.OPENCLAW_STATE_DIR ?? refuse('there is no place for its state'))
const bootId = randomUUID()
/** What it has started, and must not leave behind. */
const broker = spawn('sleep', ['1000000'], { stdio: 'ignore' })
const wires = new WebSocketServer({ noServer: true })
const running = new Map()
let isReady = false
let hasLostMemory = false
let isAbsorbed = false
let sequence = 0

process.once('SIGTERM', end)
say('loading configuration…')
setTimeout(listen, listensAfterMs)
setTimeout(() => {
  isReady = true
  say('ready')
}, readyAfterMs)

function refuse(why) {
  console.error(`Invalid config at ${process.env.OPENCLAW_CONFIG_PATH}: ${why}`)
  process.exit(badConfigCode)
}

function readConfig() {
  try {
    return JSON.parse(readFileSync(process.env.OPENCLAW_CONFIG_PATH, 'utf8'))
  } catch (error) {
    return refuse(error.message)
  }
}

function portFrom([group, verb, flag, value]) {
  const isAsked = group === 'gateway' && verb === 'run' && flag === '--port'
  if (!isAsked || Number(value) !== config.gateway?.port) refuse('the port is not the one it is told')
  return Number(value)
}

function say(words) {
  const line = `${new Date().toISOString()} [gateway] ${words}\n`
  process.stdout.write(line)
  mkdirSync(dirname(config.logging.file), { recursive: true })
  appendFileSync(config.logging.file, line)
}

/** In the home, like OpenClaw's: what is packed and put back is a database that somebody had open. */
function openSessions(stateDir) {
  const folder = join(stateDir, 'agents/main/agent')
  mkdirSync(folder, { recursive: true })
  const database = new DatabaseSync(join(folder, 'openclaw-agent.sqlite'))
  database.exec('pragma journal_mode = wal')
  database.exec('create table if not exists rows (id integer primary key, session text, row text)')
  const read = database.prepare('select row from rows where session = ? order by id')
  const write = database.prepare('insert into rows (session, row) values (?, ?)')
  return {
    read: (session) => read.all(session).map(({ row }) => JSON.parse(row)),
    add: (session, row) => write.run(session, JSON.stringify({ ...row, timestamp: Date.now() })),
  }
}

function listen() {
  for (const host of ['127.0.0.1', '::1']) {
    const server = createServer((request, response) => {
      if (request.url !== '/readyz') return response.writeHead(404).end()
      response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ ready: isReady }))
    })
    server.on('upgrade', (request, socket, head) => wires.handleUpgrade(request, socket, head, greet))
    server.on('error', (error) => {
      // A machine without IPv6 has only one loopback.
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return
      console.error(error.code === 'EADDRINUSE' ? `Port ${port} is already in use` : error)
      process.exit(1)
    })
    server.listen(port, host)
  }
}

function greet(socket) {
  let isKnown = false
  const send = (frame) => socket.send(JSON.stringify(frame))
  const ticking = setInterval(
    () => send({ type: 'event', event: 'tick', payload: { ts: Date.now() } }),
    tickIntervalMs,
  )
  socket.on('close', () => clearInterval(ticking))
  socket.on('message', (data) => {
    const { id, method, params } = JSON.parse(String(data))
    if (!isKnown && (method !== 'connect' || params.auth?.token !== token)) {
      const details = { code: 'AUTH_TOKEN_MISMATCH' }
      send({
        type: 'res',
        id,
        ok: false,
        error: { code: 'INVALID_REQUEST', message: 'unauthorized', details },
      })
      return socket.close(1008, 'unauthorized')
    }
    isKnown = true
    const payload = method === 'connect' ? hello() : answers[method]?.(params)
    const error = { code: 'INVALID_REQUEST', message: `the stand-in knows no ${method}` }
    send(payload ? { type: 'res', id, ok: true, payload } : { type: 'res', id, ok: false, error })
  })
  send({ type: 'event', event: 'connect.challenge', payload: { nonce: randomUUID(), ts: Date.now() } })
}

const hello = () => ({
  type: 'hello-ok',
  protocol: 4,
  server: { version: config.meta.lastTouchedVersion, connId: randomUUID(), bootId },
  policy: { tickIntervalMs },
})

const answers = {
  'question.list': () => ({ questions: [] }),
  'sessions.patch': () => ({ ok: true }),
  'chat.abort': () => ({ ok: true }),
  'chat.history': ({ sessionKey }) => {
    const runId = running.get(sessionKey)
    return {
      messages: sessions.read(sessionKey),
      pendingInputs: { items: [] },
      sessionInfo: { hasActiveRun: runId !== undefined, activeRunIds: runId ? [runId] : [], status: 'done' },
    }
  },
  'chat.send': ({ sessionKey, message, idempotencyKey: runId }) => {
    const key = `${runId}:user`
    if (sessions.read(sessionKey).some(({ idempotencyKey }) => idempotencyKey === key))
      return { runId, status: 'ok' }
    sessions.add(sessionKey, {
      role: 'user',
      content: message,
      idempotencyKey: key,
      __openclaw: { id: randomUUID() },
    })
    running.set(sessionKey, runId)
    hasLostMemory ||= message.includes('Lose your memory')
    if (message.includes('Never stop')) absorb()
    if (!/Take your time|Never stop/.test(message))
      setTimeout(() => answer(sessionKey, runId, message), turnMs)
    return { runId, status: 'started' }
  },
}

function answer(sessionKey, runId, message) {
  if (hasLostMemory) return fail(sessionKey, runId, 'Agent database execution admission is closed')
  const soul = readFileSync(join(config.agents.defaults.workspace, 'SOUL.md'), 'utf8').slice(0, 200)
  const content = [{ type: 'text', text: `${soul}\n${message}` }]
  const said = { role: 'assistant', content, stopReason: 'stop' }
  sessions.add(sessionKey, { ...said, __openclaw: { id: randomUUID(), runId } })
  running.delete(sessionKey)
  for (const state of ['delta', 'final']) tell('chat', { runId, sessionKey, state, message: said })
}

function absorb() {
  isAbsorbed = true
  say('a turn without an end')
}

function fail(sessionKey, runId, errorMessage) {
  running.delete(sessionKey)
  tell('chat', { runId, sessionKey, state: 'error', errorMessage })
}

function tell(event, payload) {
  sequence += 1
  for (const wire of wires.clients)
    wire.send(JSON.stringify({ type: 'event', event, payload, seq: sequence }))
}

function end() {
  say('signal SIGTERM received; ending')
  broker.kill()
  for (const wire of wires.clients) wire.close(1012, 'service restart')
  isReady = false
  if (isAbsorbed) return
  setTimeout(() => process.exit(0), drainMs)
}
