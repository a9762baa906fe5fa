// What a desk does to be a burden: slow words, long words, many connections, connections that say nothing.
import type { Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ada, bob, type Gate, hello, isOver, key, openGate, readAll, readUntil, say } from './testing/gate.ts'

let gate: Gate
let site: Socket | undefined
const most = 8

beforeAll(async () => {
  gate = await openGate({
    limits: { headersMs: 400, idleMs: 600, halfOpenMs: 300, connectionsPerDesk: most, headerBytes: 4096 },
  })
  await gate.standSite('127.0.20.1', (socket) => {
    site = socket
    socket.resume()
  })
  await gate.standSite('127.0.20.2', hello([]))
  await gate.standModel((socket) => void socket.pipe(socket))
  gate.names.zone.set('site.example', ['127.0.20.1'])
  gate.names.zone.set('hello.wide.example', ['127.0.20.2'])
  await gate.setDesks(ada, { ...bob, sites: ada.sites })
})
afterAll(() => gate.close())
beforeEach(() => {
  site = undefined
})

const asking = 'CONNECT site.example:443 HTTP/1.1\r\n\r\n'
const plain =
  'GET http://hello.wide.example/ HTTP/1.1\r\nHost: hello.wide.example\r\nConnection: close\r\n\r\n'
const isWell = async (desk = ada) => expect(await say(gate.from(desk, 'proxy'), plain)).toMatch(/hello$/)

async function tunnel(desk = ada) {
  const socket = gate.from(desk, 'proxy')
  socket.write(asking)
  expect(await readUntil(socket, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /)
  await vi.waitFor(() => expect(site).toBeDefined())
  return socket
}

describe('slow words', () => {
  it('are waited for only so long, in a head that never ends', async () => {
    const socket = gate.from(ada, 'proxy')
    socket.write('CONNECT site.example:443 HTTP/1.1\r\n')
    const drip = setInterval(() => socket.writable && socket.write('X: 1\r\n'), 50)
    const answer = await readAll(socket)
    clearInterval(drip)
    expect(answer).toMatch(/^(HTTP\/1\.1 408 |$)/)
    await isWell()
  })

  it('are waited for only so long, by whoever says nothing at all', async () => {
    expect(await readAll(gate.from(ada, 'proxy'))).toMatch(/^(HTTP\/1\.1 408 |$)/)
    await isWell()
  })
})

describe('long words', () => {
  it.each([
    ['one long header', `X: ${'x'.repeat(5000)}\r\n`],
    ['many short headers', 'X: 1\r\n'.repeat(3000)],
    ['a head without an end', 'X'.repeat(6000)],
  ])('%s: are refused', async (_, header) => {
    expect(await say(gate.from(ada, 'proxy'), `CONNECT site.example:443 HTTP/1.1\r\n${header}\r\n`)).toMatch(
      /^HTTP\/1\.1 4(31|00) /,
    )
    await isWell()
  })

  it('in the orchestrator’s door too', async () => {
    const text = `GET /desks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nX: ${'x'.repeat(5000)}\r\n\r\n`
    expect(await say(gate.fromOutside(), text)).toMatch(/^HTTP\/1\.1 431 /)
  })
})

describe('many connections', () => {
  it('are refused beyond a desk’s share; its model and its neighbour are not touched; the share comes back', async () => {
    const held = await Promise.all(Array.from({ length: most }, () => tunnel()))
    expect(await say(gate.from(ada, 'proxy'), asking)).toMatch(/^(HTTP\/1\.1 503 |$)/)
    const model = gate.from(ada, 'model')
    model.write('?')
    await readUntil(model, '?')
    model.destroy()
    await isWell(bob)
    for (const socket of held) socket.destroy()
    await vi.waitFor(() => isWell())
  })

  it('are counted where they only say nothing', async () => {
    const held = Array.from({ length: most }, () => gate.from(bob, 'proxy'))
    await Promise.all(held.map((socket) => new Promise((connected) => socket.once('connect', connected))))
    expect(await readAll(gate.from(bob, 'proxy'))).toMatch(/^(HTTP\/1\.1 503 |$)/)
    await Promise.all(held.map(readAll))
    await vi.waitFor(() => isWell(bob))
  })

  it('through one connection are counted as well', async () => {
    const socket = gate.from(ada, 'proxy')
    const one = 'GET http://site.example/ HTTP/1.1\r\nHost: site.example\r\n\r\n'
    socket.write(one.repeat(most * 20))
    const dialled = () => gate.dialled.filter((place) => place === '127.0.20.1:80').length
    await vi.waitFor(() => expect(dialled()).toBe(most))
    await isWell(bob)
    expect(dialled()).toBe(most)
    socket.destroy()
    await vi.waitFor(() => isWell())
  })
})

describe('connections that say nothing', () => {
  it('end, on both sides', async () => {
    const socket = await tunnel()
    socket.resume()
    await vi.waitFor(() => expect([isOver(socket), site && isOver(site)]).toEqual([true, true]))
  })

  it('do not end as long as either side speaks', async () => {
    const socket = await tunnel()
    const drip = setInterval(() => site?.write('.'), 100)
    let heard = ''
    socket.on('data', (part) => {
      heard += part
    })
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(12), { timeout: 5000 })
    clearInterval(drip)
    expect(socket.destroyed).toBe(false)
    socket.destroy()
  })

  it('end when the desk breaks off', async () => {
    const socket = await tunnel()
    socket.resetAndDestroy()
    await vi.waitFor(() => expect(site && isOver(site)).toBe(true))
  })

  it('end when the site breaks off', async () => {
    const socket = await tunnel()
    socket.resume()
    site?.resetAndDestroy()
    await vi.waitFor(() => expect(isOver(socket)).toBe(true))
  })
})

describe('a connection whose one side has said all it had to say', () => {
  it('still hears the other, but not for ever', async () => {
    const patient = await openGate({ limits: { idleMs: 60_000, halfOpenMs: 300 } })
    const sites: Socket[] = []
    await patient.standSite('127.0.20.1', (socket) => void sites.push(socket.resume()))
    patient.names.zone.set('site.example', ['127.0.20.1'])
    await patient.setDesks(ada)
    const socket = patient.from(ada, 'proxy')
    socket.write(asking)
    await readUntil(socket, '\r\n\r\n')
    socket.end('that is all')
    await vi.waitFor(() => expect(sites[0]?.readableEnded).toBe(true))
    sites[0]?.write('one more thing')
    expect(await readUntil(socket, 'thing')).toBe('one more thing')
    await vi.waitFor(() => expect(isOver(socket)).toBe(true), { timeout: 5000 })
    await patient.close()
  })
})
