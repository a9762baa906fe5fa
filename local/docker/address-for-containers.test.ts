import { once } from 'node:events'
import { createServer } from 'node:http'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { makeFolder } from '#tests/support/temporary-folder.ts'
import { addressForContainers } from './address-for-containers.ts'

/** An engine whose default network has these gateways. */
async function engineWith(gateways: string[]): Promise<{ socketPath: string }> {
  const folder = await makeFolder('deskhand-engine-')
  const socketPath = join(folder.path, 'engine.sock')
  const IPAM = { Config: gateways.map((Gateway) => ({ Gateway })) }
  const server = createServer((_, response) => response.end(JSON.stringify({ IPAM }))).listen(socketPath)
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await folder.remove()
  })
  return { socketPath }
}

it('is the address of this machine on the default network', async () => {
  const [own = ''] = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).map(({ address }) => address),
  )
  expect(await addressForContainers(await engineWith(['203.0.113.9', own]))).toEqual([own])
})

it('is none where the engine lives in another machine', async () => {
  expect(await addressForContainers(await engineWith(['203.0.113.9']))).toEqual([])
})

it('is none without an engine', async () => {
  expect(await addressForContainers({ socketPath: '/nowhere/engine.sock' })).toEqual([])
})
