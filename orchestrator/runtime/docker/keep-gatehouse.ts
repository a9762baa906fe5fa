// Keeps the gatehouse as it should be: the right container, running, with a leg in every desk's network.
import { setTimeout as sleep } from 'node:timers/promises'
import type { ContainerInfo } from 'dockerode'
import { AppError } from '#lib/errors.ts'
import { create, findOwn, isAsWanted, listOurs, removeContainer, start } from './containers.ts'
import { gatehouseAlias } from './desk-container.ts'
import { gatehouseContainer } from './gatehouse-container.ts'
import type { Host } from './host.ts'
import { isOwnAddress } from './is-own-address.ts'
import { connect, ensureOutside } from './networks.ts'
import { desksIn, gatehouseIn, register } from './register.ts'

const answersWithinMs = 20_000
const askEveryMs = 50

export async function ensureGatehouse(host: Host): Promise<void> {
  await host.turns.run('gatehouse', async () => {
    const { engine, names, options } = host
    const imageId = host.images.own('gatehouse')
    if (!imageId)
      throw new AppError('unavailable', { detail: 'The image of the gatehouse is not ready yet.' })
    const { gateway } = await ensureOutside(engine, names)
    const modelProxy = await placeOfModelProxy(options.modelProxy, gateway)
    const hosts = options.gatehouseHosts
    const body = gatehouseContainer({ names, imageId, key: options.gatehouseKey, modelProxy, hosts })
    const found = await findOwn(engine, names, names.gatehouse, 'gatehouse')
    const isCurrent = found && isAsWanted({ Labels: found.Config.Labels, imageId: found.Image }, body)
    if (found && !isCurrent) await removeContainer(engine.getContainer(found.Id))
    const container = isCurrent ? engine.getContainer(found.Id) : await create(engine, names.gatehouse, body)
    await start(container)
    await connectLegs(host, await listOurs(host))
    await untilItAnswers(host)
  })
}

/** Also while another look does the same: connecting twice does no harm. One desk without a network keeps none from its leg. */
export async function connectLegs(host: Host, containers: ContainerInfo[]): Promise<void> {
  const { engine, names } = host
  const gatehouse = gatehouseIn(containers)
  if (!gatehouse) return
  const legs = gatehouse.NetworkSettings?.Networks ?? {}
  for (const [deskId, { State }] of desksIn(containers)) {
    const network = names.network(deskId)
    if (State !== 'running' || legs[network]?.IPAddress) continue
    await connect(engine, network, gatehouse.Id, [gatehouseAlias]).catch((error: unknown) =>
      host.log.warn({ err: error, deskId }, 'The gatehouse could not be brought to a desk; tried again'),
    )
  }
}

export async function connectLeg({ engine, names }: Host, deskId: string): Promise<void> {
  const gatehouse = await findOwn(engine, names, names.gatehouse, 'gatehouse')
  if (!gatehouse?.State.Running)
    throw new AppError('unavailable', {
      detail: 'The gatehouse of this machine does not run. It is being started.',
    })
  await connect(engine, names.network(deskId), gatehouse.Id, [gatehouseAlias])
}

async function untilItAnswers(host: Host): Promise<void> {
  const end = performance.now() + answersWithinMs
  for (;;) {
    host.gatehouse.see(gatehouseIn(await listOurs(host)))
    if (await host.gatehouse.answers()) return await register(host)
    if (performance.now() > end)
      throw new AppError('unavailable', {
        detail: 'The gatehouse was started and does not answer. Look at its log.',
      })
    await sleep(askEveryMs)
  }
}

/**
 * Where the engine runs on this very machine, the gatehouse reaches us at its network's gateway, and we have to listen there. Where the
 * engine is in a virtual machine, that address is not ours, and its own name for us leads to our loopback.
 */
async function placeOfModelProxy(
  { host, port, alsoListenAt }: Host['options']['modelProxy'],
  gateway: string | undefined,
): Promise<string> {
  if (!isLoopback(host)) return `${host}:${port}`
  if (!gateway || !(await isOwnAddress(gateway))) return `host.docker.internal:${port}`
  await alsoListenAt(gateway)
  return `${gateway}:${port}`
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.')
