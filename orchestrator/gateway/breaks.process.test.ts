// What a listener hears when the connection or the gateway itself breaks in the middle of an answer.
import { randomUUID } from 'node:crypto'
import { connect as connectSocket, createServer, type Server, type Socket } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { carryTurn } from '#orchestrator/turn/carry-turn.ts'
import { defaultLimits } from '#orchestrator/turn/next-step.ts'
import { justSent } from '#orchestrator/turn/take-step.ts'
import { freePort } from '#tests/support/free-port.ts'
import { openPracticeDesk, type PracticeDesk } from '#tests/support/practice-desk.ts'
import { listenToTurns } from '#tests/support/turn-log.ts'
import { connectGateway } from './connect.ts'
import { turnOutcome } from './turn-outcome.ts'

let desk: PracticeDesk
beforeAll(async () => {
  desk = await openPracticeDesk()
})
afterAll(async () => await desk.close())

/** A wire between us and the gateway that can be cut. */
async function openWire() {
  const { url, token } = await desk.address()
  const sockets = new Set<Socket>()
  let isCut = false
  const server: Server = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connectSocket(Number(new URL(url).port), '127.0.0.1')
    for (const socket of [near, far]) sockets.add(socket.on('error', () => undefined))
    near.pipe(far).pipe(near)
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const cut = () => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  return {
    connection: await connectGateway({ url: `ws://127.0.0.1:${port}`, token }),
    cut,
    mend: () => {
      isCut = false
    },
    close: () => {
      cut()
      server.close()
    },
  }
}

function session(connection: Awaited<ReturnType<PracticeDesk['connect']>>) {
  const sessionKey = `agent:main:test-${randomUUID()}`
  const idempotencyKey = randomUUID()
  const turns = listenToTurns(connection, sessionKey)
  return {
    sessionKey,
    idempotencyKey,
    turns,
    send: (text: string) => connection.send({ sessionKey, idempotencyKey, text }),
  }
}

const untilState = (connection: Awaited<ReturnType<PracticeDesk['connect']>>, wanted: string) =>
  new Promise<void>((resolve) => {
    if (connection.state === wanted) return resolve()
    connection.onState((state) => state === wanted && resolve())
  })

describe('when the wire is cut in the middle of an answer', () => {
  it('the text goes on from where it is, without a hole', async () => {
    const wire = await openWire()
    const { send, turns } = session(wire.connection)
    await send('DO exec {"command":"echo hi"}\nSLOW 6')
    await turns.text(/word5/)
    wire.cut()
    await untilState(wire.connection, 'connecting')
    wire.mend()
    const end = await turns.end()
    expect(end).toMatchObject({
      kind: 'final',
      text: expect.stringMatching(/that\.\n\nword1 word2 .* word59 word60$/),
    })
    expect(turns.events.filter((event) => event.kind === 'tool' && event.phase === 'start')).toHaveLength(1)
    await wire.connection.close()
    wire.close()
  })

  it('an answer that ended meanwhile is told when the wire is mended', async () => {
    const wire = await openWire()
    const watcher = await desk.connect()
    const { send, turns, sessionKey } = session(wire.connection)
    const watched = listenToTurns(watcher, sessionKey)
    await send('SLOW 2\n')
    await turns.text(/word5/)
    wire.cut()
    await watched.end()
    expect(wire.connection.state).toBe('connecting')
    await expect(send('again')).rejects.toMatchObject({ code: 'unavailable' })
    wire.mend()
    expect(await turns.end()).toMatchObject({ kind: 'final', text: expect.stringMatching(/word60$/) })
    expect(turns.events.filter(({ kind }) => kind === 'final')).toHaveLength(1)
    await Promise.all([wire.connection.close(), watcher.close()])
    wire.close()
  })
})

describe('when the gateway is killed in the middle of an answer', () => {
  it('the turn is taken up again under another run and ends', async () => {
    const connection = await desk.connect()
    const { send, turns, sessionKey, idempotencyKey } = session(connection)
    const file = `${idempotencyKey}.txt`
    await send(`DO exec {"command":"echo once >> ${file}; echo hi"}\nSLOW 4`)
    await turns.text(/word9/)
    await desk.kill()
    await untilState(connection, 'connecting')
    await desk.start()
    await turns.until((all) => all.find(({ kind }) => kind === 'interrupted'))
    const end = await turns.until((all) => all.find((event) => event.kind === 'final'))
    expect(end.runId).not.toBe(idempotencyKey)
    expect(turnOutcome(await connection.history(sessionKey), idempotencyKey)).toMatchObject({
      kind: 'done',
      text: expect.stringMatching(/that\.\n\nword1 .* word60$/),
      tools: [{ name: 'exec', output: 'hi' }],
    })
    expect(await desk.exec(`cat ~/.openclaw/workspace/${file}`)).toBe('once\n')
    await connection.close()
  })

  it('a message that never arrived is unknown and may be sent', async () => {
    const connection = await desk.connect()
    const { turns, sessionKey, idempotencyKey, send } = session(connection)
    expect(turnOutcome(await connection.history(sessionKey), idempotencyKey)).toEqual({ kind: 'unknown' })
    await send('SAY now')
    expect(await turns.end(idempotencyKey)).toMatchObject({ kind: 'final', text: 'now' })
    await connection.close()
  })
})

describe('when a message comes while another run is not over yet, as after one that was just aborted', () => {
  it('its own run ends without a word, and the turn is what the run after that says', async () => {
    const connection = await desk.connect()
    const { turns, sessionKey, idempotencyKey, send } = session(connection)
    const carrier = carryTurn({
      place: { sessionKey, key: idempotencyKey },
      orders: { isStopWanted: false, deskFailure: undefined },
      wasSent: false,
      line: () => connection,
      async send() {
        await connection.send({ sessionKey, idempotencyKey: randomUUID(), text: 'SAY somebody else' })
        await send('SAY here I am')
        return { sight: justSent(idempotencyKey) }
      },
      onTurn: () => undefined,
      limits: defaultLimits,
      log: pino({ enabled: false }),
    })
    connection.onTurn(sessionKey, carrier.hear)
    expect(await carrier.done).toEqual({ status: 'complete' })
    expect(await turns.end(idempotencyKey)).toEqual({ kind: 'final', runId: idempotencyKey })
    expect(carrier.turn().text).toBe('here I am')
    await connection.close()
  })
})

it('a gateway that does not know us is not asked again and again', async () => {
  const { url } = await desk.address()
  await expect(connectGateway({ url, token: 'wrong' })).rejects.toThrow(/AUTH_TOKEN_MISMATCH/)
})
