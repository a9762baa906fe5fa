// A gatehouse of the real image with real networks around it: two desks of nothing but Node, a website, and somebody who stands outside.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Container, ContainerCreateOptions, ContainerInspectInfo } from 'dockerode'
import { vi } from 'vitest'
import { z } from 'zod'
import { openEngine } from '#orchestrator/runtime/docker/engine.ts'
import type { RegisteredDesk } from '#orchestrator/runtime/docker/gatehouse.ts'
import { openImages } from '#orchestrator/runtime/docker/images.ts'
import { collectOutput } from '#orchestrator/runtime/docker/output.ts'

export const site = 'site.example'
export const key = 'the key of a gatehouse in a test'
const sitePort = 8080
const modelPort = 9090
const walls = { CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'], ReadonlyRootfs: true }

/** Says its name to whoever asks by HTTP. */
const says = (name: string, ...ports: number[]) =>
  `for (const port of [${ports}]) require('node:http').createServer((_, answer) => answer.end('${name}')).listen(port)`

/** What a desk can try. Everything comes back as one line of JSON. */
const probe = `
const net = require('node:net'), http = require('node:http'), dns = require('node:dns/promises')
const tries = {
  open: ({ host, port }) => new Promise((done) => {
    const socket = net.connect({ host, port: Number(port) })
    socket.setTimeout(2500, () => { socket.destroy(); done('silence') })
    socket.on('connect', () => { socket.destroy(); done('open') }).on('error', ({ code }) => done(code))
  }),
  name: ({ host }) => dns.lookup(host).then(({ address }) => address, ({ code }) => code),
  get: ({ url }) => new Promise((done) => {
    const { host } = new URL(url)
    const asked = http.request({ host: 'gatehouse', port: 3128, path: url, headers: { host }, timeout: 8000 }, (answer) => {
      let text = ''
      answer.on('data', (part) => (text += part)).on('end', () => done(answer.statusCode + ' ' + text.trim()))
    })
    asked.on('error', ({ code }) => done(code)).end()
  }),
  connect: ({ authority }) => new Promise((done) => {
    const asked = http.request({ host: 'gatehouse', port: 3128, method: 'CONNECT', path: authority, timeout: 8000 })
    asked.on('connect', (answer, socket) => {
      if (answer.statusCode !== 200) return done(String(answer.statusCode))
      socket.write('GET / HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n')
      let text = ''
      socket.on('data', (part) => (text += part)).on('end', () => done('200 ' + text.split('\\r\\n\\r\\n')[1]))
    }).on('error', ({ code }) => done(code)).end()
  }),
  model: () => new Promise((done) => {
    http.get({ host: 'gatehouse', port: 3002 }, (answer) => answer.on('data', (part) => done(String(part)))).on('error', ({ code }) => done(code))
  }),
}
const asked = JSON.parse(process.argv[1])
Promise.all(asked.map(([what, input]) => tries[what](input))).then((all) => console.log(JSON.stringify(all)))`

export type Try =
  | ['open', { host: string; port: number }]
  | ['name', { host: string }]
  | ['get', { url: string }]
  | ['connect', { authority: string }]
  | ['model', Record<string, never>]

function givenImages() {
  const { DESK_IMAGE: desk, GATEHOUSE_IMAGE: gatehouse } = process.env
  return { ...(desk && { desk }), ...(gatehouse && { gatehouse }) }
}

export type GatehouseWorld = Awaited<ReturnType<typeof openGatehouseWorld>>

export async function openGatehouseWorld() {
  const engine = openEngine()
  const images = openImages(engine, {
    sourceDir: join(import.meta.dirname, '../../docker'),
    given: givenImages(),
    buildArgs: {},
  })
  await images.prepare(() => undefined)
  const image = images.own('gatehouse') ?? ''
  const mark = `deskhand-test-${randomBytes(4).toString('hex')}`
  const containers: Container[] = []
  const networks: string[] = []

  async function addNetwork(name: string, options: object) {
    const Name = `${mark}-${name}`
    await engine.createNetwork({
      Name,
      Driver: 'bridge',
      CheckDuplicate: true,
      Labels: { [mark]: name },
      ...options,
    })
    networks.push(Name)
    return Name
  }

  async function run(name: string, network: string, more: ContainerCreateOptions) {
    const { HostConfig, ...rest } = more
    const container = await engine.createContainer({
      name: `${mark}-${name}`,
      Image: image,
      Labels: { [mark]: name },
      ...rest,
      HostConfig: { ...walls, NetworkMode: network, ...HostConfig },
    })
    containers.push(container)
    await container.start()
    return container
  }

  const addressIn = (facts: ContainerInspectInfo, network: string) =>
    facts.NetworkSettings.Networks[network]?.IPAddress ?? ''

  const outsideName = await addNetwork('outside', {})
  const website = await run('website', outsideName, {
    Cmd: ['node', '-e', says('a site', sitePort, modelPort)],
  })
  const websiteAddress = addressIn(await website.inspect(), outsideName)
  const gatehouse = await run('gatehouse', outsideName, {
    Env: [
      `GATEHOUSE_KEY=${key}`,
      `GATEHOUSE_MODEL_PROXY=${websiteAddress}:${modelPort}`,
      `GATEHOUSE_HOSTS=${site}=${websiteAddress}:${sitePort}`,
    ],
    ExposedPorts: { '7700/tcp': {} },
    HostConfig: {
      PortBindings: { '7700/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
      Sysctls: { 'net.ipv4.ip_forward': '0' },
    },
  })
  const outsider = await run('outsider', outsideName, { Cmd: ['node', '-e', says('outsider', 8080)] })

  async function addDesk(deskId: string) {
    const network = await addNetwork(deskId, {
      Internal: true,
      Options: { 'com.docker.network.bridge.inhibit_ipv4': 'true' },
    })
    await engine
      .getNetwork(network)
      .connect({ Container: gatehouse.id, EndpointConfig: { Aliases: ['gatehouse'] } })
    const container = await run(deskId, network, {
      Cmd: ['node', '-e', says(`the door of ${deskId}`, 7600, 18_789)],
      HostConfig: { Dns: ['192.0.2.53'] },
    })
    const legAddress = addressIn(await gatehouse.inspect(), network)
    return { deskId, container, legAddress, deskAddress: addressIn(await container.inspect(), network) }
  }

  const ada = await addDesk('ada')
  const bob = await addDesk('bob')
  const facts = await gatehouse.inspect()
  const published = Number(facts.NetworkSettings.Ports['7700/tcp']?.[0]?.HostPort)
  const control = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${published}${path}`, { headers: { authorization: `Bearer ${key}` }, ...init })
  await vi.waitFor(async () => (await control('/healthz')).text(), { timeout: 20_000 })

  return {
    /** As Docker's own name server would call it. */
    websiteName: `${mark}-website`,
    ada,
    bob,
    gatehouse,
    outsider,
    published,
    websiteAddress,
    gatehouseOutside: addressIn(facts, outsideName),
    /** The machine, as its ordinary containers see it. */
    machine: facts.NetworkSettings.Networks[outsideName]?.Gateway ?? '',
    control,
    async setDesks(...desks: RegisteredDesk[]) {
      const response = await control('/desks', { method: 'PUT', body: JSON.stringify({ desks }) })
      if (response.status !== 204) throw new Error(await response.text())
    },
    /** What comes of trying it from inside. */
    async tryFrom(container: Container, ...tries: Try[]): Promise<string[]> {
      const exec = await container.exec({
        Cmd: ['node', '-e', probe, JSON.stringify(tries)],
        AttachStdout: true,
        AttachStderr: true,
      })
      const { stdout, stderr } = await collectOutput(await exec.start({}), 1_000_000)
      if (stdout === '') throw new Error(stderr)
      return z.array(z.string()).parse(JSON.parse(stdout))
    },
    async close() {
      await Promise.all(
        containers.map((container) => container.remove({ force: true, v: true }).catch(() => undefined)),
      )
      for (const network of networks)
        await engine
          .getNetwork(network)
          .remove()
          .catch(() => undefined)
    },
  }
}
