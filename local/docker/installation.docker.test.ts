import { randomBytes } from 'node:crypto'
import Docker from 'dockerode'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openInstallation } from './installation.ts'

const engine = new Docker()
const image = 'debian:bookworm-slim'
const made: { remove: (options: object) => Promise<unknown> }[] = []
let ours: string
let others: string

beforeEach(() => {
  ours = randomBytes(5).toString('hex')
  others = randomBytes(5).toString('hex')
})
afterEach(async () => {
  for (const one of made.splice(0).reverse()) await one.remove({ force: true }).catch(() => {})
})

/** A container with a volume in a network, as a desk has them; it ends at once when it is asked to. */
async function furnish(installation: string) {
  const name = `deskhand-test-${installation}`
  const Labels = { 'deskhand.installation': installation }
  await engine.createVolume({ Name: name, Labels })
  const network = await engine.createNetwork({ Name: name, Labels, Internal: true })
  made.push(engine.getVolume(name), network)
  const container = await engine.createContainer({
    name,
    Image: image,
    Labels,
    Cmd: ['sleep', 'infinity'],
    HostConfig: { Init: true, NetworkMode: name, Binds: [`${name}:/data`] },
  })
  made.push(container)
  await container.start()
}

async function left(installation: string) {
  const filters = JSON.stringify({ label: [`deskhand.installation=${installation}`] })
  const { Volumes } = await engine.listVolumes({ filters })
  return {
    running: (await engine.listContainers({ filters })).length,
    containers: (await engine.listContainers({ all: true, filters })).length,
    networks: (await engine.listNetworks({ filters })).length,
    volumes: Volumes?.length ?? 0,
  }
}

const whole = { running: 1, containers: 1, networks: 1, volumes: 1 }

it('ends the containers of one installation, and keeps all it has', async () => {
  await furnish(ours)
  await furnish(others)
  expect(await openInstallation(ours).stop()).toBe(1)
  expect(await left(ours)).toEqual({ ...whole, running: 0 })
  expect(await left(others)).toEqual(whole)
  expect(await openInstallation(ours).stop()).toBe(0)
})

it('removes everything of it, and nothing of another', async () => {
  await furnish(ours)
  await furnish(others)
  await openInstallation(ours).remove()
  expect(await left(ours)).toEqual({ running: 0, containers: 0, networks: 0, volumes: 0 })
  expect(await left(others)).toEqual(whole)
  await openInstallation(ours).remove()
})

it('ends them at once for somebody who insists', async () => {
  await furnish(ours)
  expect(await openInstallation(ours).kill()).toBe(1)
  expect(await left(ours)).toEqual({ ...whole, running: 0 })
})
