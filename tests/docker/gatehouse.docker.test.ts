// The gatehouse between real networks: what a desk gets through it, and that nothing gets around it. Whatever must fail for a desk is
// seen to work for somebody who may.
import { createServer, request, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type GatehouseWorld, key, openGatehouseWorld, site, type Try } from './gatehouse-world.ts'

let world: GatehouseWorld
/** Stands for whatever listens on this machine: the orchestrator, Postgres, the engine. */
let machine: Server
let machinePort: number

beforeAll(async () => {
  world = await openGatehouseWorld()
  machine = createServer((_, answer) => answer.end('machine'))
  await new Promise<void>((listening) => machine.listen(0, '0.0.0.0', listening))
  const address = machine.address()
  machinePort = typeof address === 'object' && address ? address.port : 0
})
afterAll(async () => {
  machine?.close()
  await world?.close()
})
beforeEach(() => world.setDesks(desk('ada', [site]), desk('bob', [])))

function desk(name: 'ada' | 'bob', sites: string[]) {
  const { deskId, legAddress, deskAddress } = world[name]
  return { deskId, legAddress, deskAddress, sites }
}

const fromAda = (...tries: Try[]) => world.tryFrom(world.ada.container, ...tries)
const fromBob = (...tries: Try[]) => world.tryFrom(world.bob.container, ...tries)
const fromOutsider = (...tries: Try[]) => world.tryFrom(world.outsider, ...tries)
const open = (host: string, port: number): Try => ['open', { host, port }]
const notOpen = /^(silence|E[A-Z]+)$/

describe('through the gatehouse', () => {
  it('a desk gets the sites it may open, both ways of asking', async () => {
    expect(
      await fromAda(['get', { url: `http://${site}/` }], ['connect', { authority: `${site}:443` }]),
    ).toEqual(['200 a site', '200 a site'])
  })

  it('and its model', async () => {
    expect(await fromAda(['model', {}])).toEqual(['a site'])
    await world.setDesks(desk('bob', []))
    expect(await fromAda(['model', {}])).toEqual(['ECONNRESET'])
  })

  it.each([
    'http://other.example/',
    `http://www.${site}/`,
    `http://${site}:8080/`,
    'http://169.254.169.254/latest/meta-data/',
    'http://127.0.0.1:7700/healthz',
    'http://gatehouse:7700/healthz',
    'http://gatehouse/',
    'http://localhost/',
  ])('not %s', async (url) => {
    const authority = `${new URL(url).hostname}:${new URL(url).port || 443}`
    const answers = await fromAda(['get', { url }], ['connect', { authority }])
    for (const answer of answers) expect(answer).toMatch(/^403/)
  })

  it('not the website by its address, which the gatehouse itself could reach', async () => {
    expect(await fromAda(['get', { url: `http://${world.websiteAddress}/` }])).toEqual([
      expect.stringMatching(/^403 /),
    ])
    expect(await world.tryFrom(world.gatehouse, open(world.websiteAddress, 8080))).toEqual(['open'])
  })

  it('not a private name, even with every public site allowed', async () => {
    await world.setDesks(desk('ada', ['*']))
    const names = [world.websiteName, 'host.docker.internal', 'localhost', site]
    const answers = await fromAda(...names.map((name): Try => ['connect', { authority: `${name}:443` }]))
    for (const answer of answers) expect(answer).toMatch(/^(403|502)/)
  })

  it('not what a neighbour may open', async () => {
    expect(await fromBob(['get', { url: `http://${site}/` }])).toEqual([
      expect.stringMatching(/^403 .*It was asked for/),
    ])
  })

  it('and what is refused is told', async () => {
    const heard: unknown[] = []
    const response = await world.control('/refusals')
    const reading = readLines(response, heard)
    await fromBob(['get', { url: 'http://told.example/' }])
    await vi.waitFor(() =>
      expect(heard).toContainEqual({
        deskId: 'bob',
        host: 'told.example',
        port: 80,
        why: 'not_allowed',
        at: expect.any(String),
      }),
    )
    await reading.cancel()
  })
})

describe('around the gatehouse', () => {
  it('there is no way to the web', async () => {
    expect(await fromOutsider(open(world.websiteAddress, 8080))).toEqual(['open'])
    for (const answer of await fromAda(
      open(world.websiteAddress, 8080),
      open('1.1.1.1', 443),
      open('1.1.1.1', 53),
    )) {
      expect(answer).toMatch(notOpen)
    }
  })

  it('nor a name of it: only the gatehouse is known', async () => {
    const [own, ...others] = await fromAda(
      ['name', { host: 'gatehouse' }],
      ...[site, 'example.org', world.websiteName, 'host.docker.internal'].map(
        (host): Try => ['name', { host }],
      ),
    )
    expect(own).toBe(world.ada.legAddress)
    for (const answer of others) expect(answer).toMatch(/^E[A-Z_]+$/)
  })

  it('nor to the machine, at any address it is known by', async () => {
    expect(await fromOutsider(open(world.machine, machinePort))).toEqual(['open'])
    const bridge = world.ada.deskAddress.replace(/\d+$/, '1')
    const tries = [world.machine, bridge, '172.17.0.1', '127.0.0.1'].map((host) => open(host, machinePort))
    for (const answer of await fromAda(...tries)) expect(answer).toMatch(notOpen)
  })

  it('nor to a neighbour, whose doors are open to the gatehouse', async () => {
    expect(await world.tryFrom(world.gatehouse, open(world.bob.deskAddress, 7600))).toEqual(['open'])
    for (const answer of await fromAda(
      open(world.bob.deskAddress, 7600),
      open(world.bob.deskAddress, 18_789),
    )) {
      expect(answer).toMatch(notOpen)
    }
  })

  it('nor to the metadata of a cloud', async () => {
    for (const answer of await fromAda(open('169.254.169.254', 80), open('fd00:ec2::254', 80)))
      expect(answer).toMatch(notOpen)
  })

  it('nor to another side of the gatehouse', async () => {
    expect(await fromAda(open(world.ada.legAddress, 3128))).toEqual(['open'])
    expect(await fromOutsider(open(world.gatehouseOutside, 7700))).toEqual(['open'])
    for (const answer of await fromAda(
      open(world.bob.legAddress, 3128),
      open(world.gatehouseOutside, 3128),
      open(world.gatehouseOutside, 7700),
    )) {
      expect(answer).toMatch(notOpen)
    }
  })

  it('nor by its control, which hangs up on the side of a desk, before a snapshot too', async () => {
    const answerOf = (address: string): Try => ['get', { url: `http://${address}:7700/healthz` }]
    const direct = `require('node:http').get({ host: process.argv[1], port: 7700, path: '/healthz' }, (a) => a.on('data', (d) => console.log(String(d)))).on('error', ({ code }) => console.log(code))`
    await world.setDesks()
    const exec = await world.ada.container.exec({
      Cmd: ['node', '-e', direct, world.ada.legAddress],
      AttachStdout: true,
    })
    const stream = await exec.start({})
    let said = ''
    for await (const part of stream) said += part
    expect(said).toContain('ECONNRESET')
    expect((await world.control('/healthz')).status).toBe(200)
    expect(await fromAda(answerOf(world.ada.legAddress))).toEqual([expect.stringMatching(/^403 /)])
  })
})

describe('into a desk', () => {
  it.each(['ada', 'bob'])('the orchestrator comes by its name: %s', async (name) => {
    expect(await enter(`${name}:7600`)).toBe(`the door of ${name}`)
  })

  it('and nobody without the key, to no other port and to no desk that is not known', async () => {
    expect(await enter('ada:7600', 'another key')).toBe(407)
    expect(await enter('ada:18789')).toBe(404)
    expect(await enter('eve:7600')).toBe(404)
    await world.setDesks(desk('bob', []))
    expect(await enter('ada:7600')).toBe(404)
    expect(await enter('bob:7600')).toBe('the door of bob')
  })
})

it('the gatehouse runs as nobody in particular, on a root it cannot write, without a way for packets between its sides', async () => {
  const program = `const fs = require('node:fs'); let wrote = 'wrote'
    try { fs.writeFileSync('/opt/gatehouse/x', '') } catch ({ code }) { wrote = code }
    console.log(JSON.stringify({ uid: process.getuid(), wrote, forward: fs.readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8').trim(),
      caps: /CapEff:\\s*(\\w+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1] }))`
  const exec = await world.gatehouse.exec({ Cmd: ['node', '-e', program], AttachStdout: true, Tty: true })
  let said = ''
  for await (const part of await exec.start({ Tty: true })) said += part
  expect(JSON.parse(said)).toEqual({ uid: 1000, wrote: 'EROFS', forward: '0', caps: '0000000000000000' })
})

/** What the door says; the status of the refusal where it stays shut. */
function enter(path: string, shown = key): Promise<string | number> {
  return new Promise((resolve, reject) => {
    const headers = { 'proxy-authorization': `Bearer ${shown}` }
    const asked = request({
      host: '127.0.0.1',
      port: world.published,
      method: 'CONNECT',
      path,
      headers,
      timeout: 10_000,
    })
    asked.once('connect', (response, socket: Duplex) => {
      if (response.statusCode !== 200) {
        socket.destroy()
        return resolve(response.statusCode ?? 0)
      }
      socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
      let text = ''
      socket.on('data', (part) => {
        text += part
      })
      socket.once('end', () => resolve(text.split('\r\n\r\n')[1] ?? ''))
    })
    asked.once('error', reject)
    asked.end()
  })
}

function readLines(response: Response, heard: unknown[]) {
  if (!response.body) throw new Error('Nothing to listen to')
  const reader = response.body.getReader()
  const read = async () => {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      for (const line of Buffer.from(value).toString().split('\n'))
        if (line !== '') heard.push(JSON.parse(line))
    }
  }
  read().catch(() => undefined)
  return reader
}
