// Real desks in real containers, of an installation of the test's own: a gatehouse, a stand-in for the model proxy, a website that
// only the gatehouse knows, and ways to look from inside and from outside. Nothing of it is left.
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { openInstallation } from '#local/docker/installation.ts'
import { openLog } from '#orchestrator/log.ts'
import type { ExecResult, Refusal } from '#orchestrator/runtime/desk-runtime.ts'
import {
  createDockerRuntime,
  type DockerRuntime,
} from '#orchestrator/runtime/docker/create-docker-runtime.ts'
import { type DeskStatus, deskStatus } from '#orchestrator/runtime/docker/desk-status.ts'
import { askDoor, type DoorAnswer } from '#orchestrator/runtime/docker/door.ts'
import { openEngine } from '#orchestrator/runtime/docker/engine.ts'
import { namesOf } from '#orchestrator/runtime/docker/names.ts'
import { openTunnel } from '#orchestrator/runtime/docker/tunnel.ts'
import { specForTest } from './desk-installation.ts'

export interface DockerDesks {
  runtime: DockerRuntime
  /** Makes and starts a desk; answers with its id when it is ready. */
  start: () => Promise<string>
  exec: (deskId: string, command: string[], options?: { timeoutMs?: number }) => Promise<ExecResult>
  status: (deskId: string) => Promise<DeskStatus>
  door: (deskId: string, path: string) => Promise<DoorAnswer>
  doorKeyOf: (deskId: string) => string
  /** Where the desk and its gatehouse stand in the desk's own network. */
  legOf: (deskId: string) => Promise<{ address: string; gatehouseAddress: string }>
  gatehouseOutside: () => Promise<string>
  /** Asks the gatehouse at its published port, with the key. */
  control: (path: string) => Promise<Response>
  /** A site that only the gatehouse knows; it says "a site". */
  siteHost: string
  allow: (deskId: string, sites: string[]) => Promise<void>
  untilRefused: (deskId: string, host: string) => Promise<Refusal>
  close: () => Promise<void>
}

interface Wishes {
  homeMebibytes?: number
  memoryMebibytes?: number
}

const siteHost = 'site.example'
const gatehouseKey = 'key-of-the-gatehouse'
const doorKeyOf = (deskId: string) => `key-of-the-door-of-${deskId}`
const mebibyte = 1024 * 1024
const patiently = { timeout: 180_000, interval: 200 }

export async function openDockerDesks({ homeMebibytes, memoryMebibytes }: Wishes = {}): Promise<DockerDesks> {
  const home = await mkdtemp(join(tmpdir(), 'deskhand-docker-'))
  const site = await listen('a site', '0.0.0.0')
  const model = await listen('a model', '0.0.0.0')
  const runtime = await createDockerRuntime({
    home,
    installationId: home,
    log: openLog('silent'),
    doorKeyOf,
    gatehouseKey,
    modelProxy: { host: '127.0.0.1', port: model.port, alsoListenAt: async () => undefined },
    sourceDir: join(import.meta.dirname, '../../docker'),
    gatehouseHosts: `${siteHost}=host.docker.internal:${site.port}`,
    limits: {
      ...(homeMebibytes && { homeBytes: homeMebibytes * mebibyte }),
      ...(memoryMebibytes && { memoryBytes: memoryMebibytes * mebibyte }),
    },
  })
  const engine = openEngine()
  const names = namesOf(home)
  const refusals: Refusal[] = []
  runtime.onRefusal((refusal) => refusals.push(refusal))
  await runtime.prepare(() => undefined)
  const reach = new Map<string, string[]>()

  const gatehousePort = async () => {
    const { NetworkSettings } = await engine.getContainer(names.gatehouse).inspect()
    return Number(NetworkSettings.Ports['7700/tcp']?.[0]?.HostPort)
  }
  const door = async (deskId: string, path: string) => {
    const at = { host: '127.0.0.1', port: await gatehousePort(), key: gatehouseKey }
    return askDoor({ open: () => openTunnel(at, deskId), key: doorKeyOf(deskId) }, path)
  }

  return {
    runtime,
    async start() {
      const deskId = randomUUID()
      await runtime.make(specForTest(deskId))
      await runtime.start(deskId)
      await vi.waitFor(async () => {
        const desk = (await runtime.observe()).find((one) => one.deskId === deskId)
        if (desk?.state !== 'ready') throw new Error(`The desk is ${JSON.stringify(desk)}`)
      }, patiently)
      return deskId
    },
    exec: (deskId, command, options) => runtime.exec(deskId, command, options),
    status: async (deskId) => deskStatus.parse(JSON.parse((await door(deskId, '/status')).body.toString())),
    door,
    doorKeyOf,
    async legOf(deskId) {
      const network = await engine.getNetwork(names.network(deskId)).inspect()
      const addressOf = (name: string) =>
        Object.values(network.Containers ?? {})
          .find(({ Name }) => Name === name)
          ?.IPv4Address.split('/')[0] ?? ''
      return { address: addressOf(names.container(deskId)), gatehouseAddress: addressOf(names.gatehouse) }
    },
    async gatehouseOutside() {
      const { NetworkSettings } = await engine.getContainer(names.gatehouse).inspect()
      return NetworkSettings.Networks[names.outside]?.IPAddress ?? ''
    },
    control: async (path) =>
      fetch(`http://127.0.0.1:${await gatehousePort()}${path}`, {
        headers: { authorization: `Bearer ${gatehouseKey}` },
      }),
    siteHost,
    async allow(deskId, sites) {
      reach.set(deskId, sites)
      await runtime.setReach([...reach].map(([id, open]) => ({ deskId: id, sites: open })))
    },
    untilRefused: (deskId, host) =>
      vi.waitFor(() => {
        const found = refusals.find((refusal) => refusal.deskId === deskId && refusal.host === host)
        if (!found) throw new Error(`Nobody told of ${host}, only of ${JSON.stringify(refusals)}`)
        return found
      }, patiently),
    async close() {
      runtime.close()
      await openInstallation(names.installation).remove()
      for (const server of [site.server, model.server]) server.close().closeAllConnections()
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function listen(says: string, host: string) {
  const server = createServer((_, response) => response.end(says))
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  return { server, port }
}
