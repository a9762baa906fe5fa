// What is open ends with the right to it, and nothing else does.
import type { Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ada, bob, type Gate, isOver, key, openGate, readUntil } from './testing/gate.ts'

let gate: Gate
const both = { ...ada, sites: ['site.example', 'other.example'] }

beforeAll(async () => {
  gate = await openGate()
  const echo = (socket: Socket) => void socket.pipe(socket)
  await gate.standSite('127.0.20.1', echo)
  await gate.standModel(echo)
  await gate.standDoor(ada, echo)
  await gate.standDoor(bob, echo)
  for (const name of ['site.example', 'other.example']) gate.names.zone.set(name, ['127.0.20.1'])
})
afterAll(() => gate.close())
beforeEach(() => gate.setDesks(both, bob))

async function opened(socket: Socket, text: string) {
  socket.write(text)
  if (text !== '') await readUntil(socket, '\r\n\r\n')
  await answers(socket)
  return socket
}

async function answers(socket: Socket) {
  socket.write('?')
  expect(await readUntil(socket, '?')).toBe('?')
}

const tunnel = (name: string) => opened(gate.from(ada, 'proxy'), `CONNECT ${name}:443 HTTP/1.1\r\n\r\n`)
const model = () => opened(gate.from(ada, 'model'), '')
const door = (deskId: string) =>
  opened(
    gate.fromOutside(),
    `CONNECT ${deskId}:${gate.doorPort} HTTP/1.1\r\nProxy-Authorization: Bearer ${key}\r\n\r\n`,
  )
const watchingEnds = (...sockets: Socket[]) =>
  vi.waitFor(() => expect(sockets.map(isOver)).not.toContain(false))

describe('a site that is no longer allowed', () => {
  it('loses its tunnels; the other sites, the model and the door keep theirs', async () => {
    const lost = await tunnel('other.example')
    const kept = [await tunnel('site.example'), await model(), await door('ada')]
    await gate.setDesks({ ...both, sites: ['site.example'] }, bob)
    await watchingEnds(lost)
    for (const socket of kept) await answers(socket)
  })

  it('also by a refusal that is closer than what allowed it', async () => {
    await gate.setDesks({ ...both, sites: ['*'] }, bob)
    const lost = await tunnel('other.example')
    const kept = await tunnel('site.example')
    await gate.setDesks({ ...both, sites: ['*', '!other.example'] }, bob)
    await watchingEnds(lost)
    await answers(kept)
  })

  it('loses an answer on its way', async () => {
    gate.names.zone.set('slowly.example', ['127.0.20.2'])
    await gate.standSite('127.0.20.2', (socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst words'))
    })
    await gate.setDesks({ ...both, sites: ['slowly.example'] }, bob)
    const socket = gate.from(ada, 'proxy')
    socket.write('GET http://slowly.example/ HTTP/1.1\r\nHost: slowly.example\r\n\r\n')
    await readUntil(socket, 'first words')
    await gate.setDesks(both, bob)
    await watchingEnds(socket)
  })
})

describe('a desk that is no longer there', () => {
  it('loses everything, and its neighbour nothing', async () => {
    const lost = [await tunnel('site.example'), await model(), await door('ada')]
    const kept = await door('bob')
    await gate.setDesks(bob)
    await watchingEnds(...lost)
    await answers(kept)
  })

  it('and one that sits elsewhere now has to ask again', async () => {
    const lost = [await tunnel('site.example'), await door('ada')]
    await gate.setDesks({ ...both, deskAddress: '127.0.10.5' }, bob)
    await watchingEnds(...lost)
  })
})

it('the same snapshot again changes nothing', async () => {
  const kept = [await tunnel('site.example'), await model(), await door('ada')]
  await gate.setDesks(both, bob)
  for (const socket of kept) await answers(socket)
})

it('a name that is being looked up when the right ends is not dialled', async () => {
  gate.names.zone.set('slow.example', [])
  await gate.setDesks({ ...ada, sites: ['slow.example'] }, bob)
  gate.dialled.length = 0
  const socket = gate.from(ada, 'proxy')
  socket.write('CONNECT slow.example:443 HTTP/1.1\r\n\r\n')
  await vi.waitFor(() => expect(gate.names.asked).toContain('slow.example'))
  await gate.setDesks(bob)
  gate.names.zone.set('slow.example', ['127.0.20.1'])
  await watchingEnds(socket)
  expect(gate.dialled).toEqual([])
})
