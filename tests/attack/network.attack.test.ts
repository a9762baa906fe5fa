// What a desk can reach: its gatehouse, and through it what its employee may open. Everything else, named one by one, is out of
// reach, and each of these targets answers somebody who may ask.
import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { canConnect } from '#tests/support/can-connect.ts'
import { type DockerDesks, openDockerDesks } from '#tests/support/docker-desks.ts'

let desks: DockerDesks
let ada: string
let bob: string
/** Stands for the orchestrator, Postgres and whatever else listens on this machine. */
let machine: Server
let machinePort: number

beforeAll(async () => {
  desks = await openDockerDesks()
  ;[ada, bob] = await Promise.all([desks.start(), desks.start()])
  machine = createServer((socket) => socket.on('error', () => socket.destroy()).end('machine'))
  await new Promise<void>((resolve) => machine.listen(0, '0.0.0.0', resolve))
  const address = machine.address()
  machinePort = typeof address === 'object' && address ? address.port : 0
})
afterAll(async () => {
  machine?.close()
  await desks?.close()
})

const reachable = z.record(z.string(), z.boolean())

/** Tries TCP connections from inside the desk. */
async function tryFrom(deskId: string, targets: string[]): Promise<Record<string, boolean>> {
  const program = `
    const net = require('node:net')
    const tried = JSON.parse(process.argv[1]).map((target) => new Promise((resolve) => {
      const at = target.lastIndexOf(':')
      const socket = net.connect({ host: target.slice(0, at), port: Number(target.slice(at + 1)) })
      const end = (ok) => { socket.destroy(); resolve([target, ok]) }
      socket.setTimeout(4000, () => end(false)).on('connect', () => end(true)).on('error', () => end(false))
    }))
    Promise.all(tried).then((all) => console.log(JSON.stringify(Object.fromEntries(all))))`
  const { stdout } = await desks.exec(deskId, ['node', '-e', program, JSON.stringify(targets)])
  return reachable.parse(JSON.parse(stdout))
}

const own = () =>
  Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address),
  )

describe('from inside a desk', () => {
  it('its gatehouse answers: proxy and model passage', async () => {
    const targets = ['gatehouse:3128', 'gatehouse:3002', '127.0.0.1:7600']
    expect(await tryFrom(ada, targets)).toEqual(Object.fromEntries(targets.map((target) => [target, true])))
  })

  it('no address of the machine answers, though each answers the machine itself', async () => {
    const here = own()
    const answersHere = await Promise.all(here.map((address) => canConnect(`${address}:${machinePort}`)))
    const inside = await tryFrom(
      ada,
      here.map((address) => `${address}:${machinePort}`),
    )
    // Networks of other tests come and go.
    const now = own()
    const found = here
      .map((address, at) => ({
        address,
        machine: answersHere[at],
        desk: inside[`${address}:${machinePort}`],
      }))
      .filter(({ address }) => now.includes(address))
    expect(found.length).toBeGreaterThan(1)
    expect(found).toEqual(found.map(({ address }) => ({ address, machine: true, desk: false })))
  })

  it('no neighbour answers, though its door answers its own gatehouse', async () => {
    const { address } = await desks.legOf(bob)
    expect((await desks.door(bob, '/healthz')).status).toBe(200)
    const targets = [7600, 9222, 18_789, 5901].map((port) => `${address}:${port}`)
    expect(await tryFrom(ada, targets)).toEqual(Object.fromEntries(targets.map((target) => [target, false])))
    expect(await tryFrom(bob, [`${address}:7600`])).toEqual({ [`${address}:7600`]: true })
  })

  it('the gatehouse shows a desk neither its control nor its other sides', async () => {
    const { gatehouseAddress } = await desks.legOf(ada)
    const other = (await desks.legOf(bob)).gatehouseAddress
    const outside = await desks.gatehouseOutside()
    expect(await tryFrom(ada, [`${gatehouseAddress}:3128`])).toEqual({ [`${gatehouseAddress}:3128`]: true })
    const targets = [`${other}:3128`, `${outside}:7700`, `${outside}:3128`]
    expect(await tryFrom(ada, targets)).toEqual(Object.fromEntries(targets.map((target) => [target, false])))
    expect((await desks.control('/healthz')).status).toBe(200)
    const { stdout } = await desks.exec(ada, [
      'node',
      '-e',
      `fetch('http://${gatehouseAddress}:7700/desks').then((r) => console.log(r.status), () => console.log('refused'))`,
    ])
    expect(stdout.trim()).toBe('refused')
  })

  it('nothing of the Internet answers, nor does the metadata service', async () => {
    const targets = ['1.1.1.1:443', '8.8.8.8:53', '169.254.169.254:80', '[2606:4700:4700::1111]:443']
    expect(await tryFrom(ada, targets)).toEqual(Object.fromEntries(targets.map((target) => [target, false])))
  })

  it('names mean nothing, but for the gatehouse', async () => {
    const resolve = (name: string) =>
      desks.exec(ada, [
        'node',
        '-e',
        `require('dns').lookup('${name}', (error, address) => console.log(error ? 'unknown' : address))`,
      ])
    expect((await resolve('gatehouse')).stdout.trim()).toMatch(/^[\d.]+$/)
    await Promise.all(
      ['example.com', 'host.docker.internal', 'example.org'].map(async (name) =>
        expect((await resolve(name)).stdout.trim(), name).toBe('unknown'),
      ),
    )
  })
})

describe('through the proxy', () => {
  /** As every browser asks for a plain page: the whole address in the request. */
  const open = async (url: string) => {
    const words = ['curl', '--silent', '--max-time', '8', '--noproxy', '', '--proxy', 'http://gatehouse:3128']
    const { stdout } = await desks.exec(ada, [...words, '--write-out', ' (%{http_code})', url])
    return stdout
  }

  it('a site that is allowed opens, one that is not is refused and told', async () => {
    await desks.allow(ada, [desks.siteHost])
    expect(await open(`http://${desks.siteHost}/`)).toBe('a site (200)')
    expect(await open('http://example.org/')).toMatch(/example\.org .*\(403\)$/s)
    await desks.untilRefused(ada, 'example.org')
    await desks.allow(ada, [])
    expect(await open(`http://${desks.siteHost}/`)).toMatch(/\(403\)$/)
  })

  it('addresses and names of the inside stay closed to a desk that may open any public site', async () => {
    await desks.allow(ada, ['*', desks.siteHost])
    const machineAddress = own()[0]
    for (const url of [
      'http://127.0.0.1:7700/desks',
      'http://localhost:7700/desks',
      `http://${machineAddress}:${machinePort}/`,
      'http://169.254.169.254/latest/meta-data/',
      'http://[::1]:7700/',
      'http://[::ffff:127.0.0.1]/',
      'http://0x7f000001/',
      'http://2130706433/',
      'http://host.docker.internal/',
    ])
      expect(await open(url), url).toMatch(/\((400|403|502)\)$/)
    expect(await open(`http://${desks.siteHost}/`), 'the control').toBe('a site (200)')
  })
})
