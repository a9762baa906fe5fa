import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '#tests/support/free-port.ts'
import { type CdpRelay, openCdpRelay } from './cdp-relay.ts'
import { until } from './testing/until.ts'

let browser: Server
let relay: CdpRelay
let gateway: Socket
let heard: Buffer[]
let browserEnds: Socket[]
beforeEach(async () => {
  heard = []
  browserEnds = []
  browser = createServer((socket) => {
    browserEnds.push(socket)
    socket.on('data', (chunk) => heard.push(chunk)).on('error', () => undefined)
  }).listen(0, '127.0.0.1')
  await once(browser, 'listening')
  const { port } = browser.address() as AddressInfo
  const listenPort = await freePort()
  relay = await openCdpRelay({ listenPort, targetPort: port })
  gateway = connect(listenPort, '127.0.0.1')
  await once(gateway, 'connect')
})
afterEach(async () => {
  gateway.destroy()
  await relay.close()
  for (const socket of browserEnds) socket.destroy()
  browser.close()
})

const words = () => Buffer.concat(heard).toString()

describe('the relay before the browser', () => {
  it('passes on both ways', async () => {
    gateway.write('navigate')
    await until('the browser heard', () => words() === 'navigate')
    browserEnds[0]?.write('done')
    expect(String((await once(gateway, 'data'))[0])).toBe('done')
    expect(relay.usedAtMs()).toBeGreaterThan(0)
  })

  it('holds back while paused, in order, and loses nothing', async () => {
    gateway.write('one ')
    await until('the browser heard', () => words() === 'one ')
    relay.setPaused(true)
    gateway.write('two ')
    gateway.write('three')
    browserEnds[0]?.write('the page moved')
    // What comes from the browser arrives all the same, after the words that are held back were sent.
    expect(String((await once(gateway, 'data'))[0])).toBe('the page moved')
    expect(words()).toBe('one ')
    relay.setPaused(false)
    await until('the rest arrives', () => words() === 'one two three')
  })

  it('holds back much, too, and connections made meanwhile', async () => {
    relay.setPaused(true)
    const much = Buffer.alloc(5_000_000, 'x')
    gateway.write(much)
    const port = gateway.remotePort ?? 0
    const later = connect(port, '127.0.0.1')
    await once(later, 'connect')
    later.write('later')
    await until('it reached the browser', () => browserEnds.length === 2)
    expect(heard).toEqual([])
    relay.setPaused(false)
    await until('all arrives', () => Buffer.concat(heard).length === much.length + 5)
    later.destroy()
  })

  it('ends what the browser ends, after its last words', async () => {
    gateway.write('close')
    await until('the browser heard', () => words() === 'close')
    browserEnds[0]?.end('closing')
    const [last] = await once(gateway, 'data')
    expect(String(last)).toBe('closing')
    await once(gateway, 'close')
  })
})
