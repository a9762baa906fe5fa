// A network per desk that leads to its gatehouse and nowhere else, and the one ordinary network that the gatehouse stands in.
import type { NetworkCreateOptions, NetworkInspectInfo } from 'dockerode'
import { AppError } from '#lib/errors.ts'
import { type Engine, isConflict, isMissing, orMissing } from './engine.ts'
import { type Labels, label, type Names, type ThingKind } from './names.ts'

/**
 * `internal` alone leaves the host within reach: without an address on the bridge there is nothing to reach it by.
 * Answers with its id: the name alone says nothing to a container that stood in the one before.
 */
export async function ensureDeskNetwork(engine: Engine, names: Names, deskId: string): Promise<string> {
  const { Id } = await ensureNetwork(engine, names, 'net', {
    Name: names.network(deskId),
    Driver: 'bridge',
    Internal: true,
    EnableIPv6: false,
    Options: { 'com.docker.network.bridge.inhibit_ipv4': 'true' },
    Labels: names.labels('net', deskId),
  })
  return Id
}

export async function ensureOutside(engine: Engine, names: Names): Promise<{ gateway: string | undefined }> {
  const { IPAM } = await ensureNetwork(engine, names, 'outside', {
    Name: names.outside,
    Driver: 'bridge',
    EnableIPv6: false,
    Labels: names.labels('outside'),
  })
  return { gateway: IPAM?.Config?.[0]?.Gateway }
}

/** The engine allows two networks of one name: what a race left behind is taken away again. */
async function ensureNetwork(
  engine: Engine,
  names: Names,
  kind: ThingKind,
  wanted: NetworkCreateOptions & { Labels: Labels },
): Promise<NetworkInspectInfo> {
  const found = await findNetworks(engine, wanted.Name)
  const strangers = found.filter(({ Labels }) => !names.isOurs(Labels, kind, wanted.Labels[label.desk]))
  if (strangers.length > 0)
    throw new AppError('conflict', {
      detail: `The network "${wanted.Name}" is somebody else's; it is left alone.`,
    })
  const [kept, ...extra] = found
  for (const { Id } of extra) await removeNetwork(engine, Id)
  if (kept) return await engine.getNetwork(kept.Id).inspect()
  try {
    const made = await engine.createNetwork({ ...wanted, CheckDuplicate: true })
    return await made.inspect()
  } catch (error) {
    if (isConflict(error)) return await engine.getNetwork(wanted.Name).inspect()
    throw explain(error)
  }
}

async function findNetworks(engine: Engine, name: string): Promise<NetworkInspectInfo[]> {
  const similar = await engine.listNetworks({ filters: { name: [name] } })
  return similar.filter((network) => network.Name === name)
}

function explain(error: unknown): unknown {
  if (!(error instanceof Error) || !/address pool/.test(error.message)) return error
  return new AppError('unavailable', {
    detail:
      'Docker has no addresses left for another network. Give it smaller ones in daemon.json: "default-address-pools": [{"base": "10.201.0.0/16", "size": 28}].',
    cause: error,
  })
}

export async function connect(
  engine: Engine,
  network: string,
  containerId: string,
  aliases: string[],
): Promise<void> {
  try {
    await engine.getNetwork(network).connect({ Container: containerId, EndpointConfig: { Aliases: aliases } })
  } catch (error) {
    // The engine answers 403 where the container is in the network already.
    if (!(error instanceof Error && /already exists in network|already attached/.test(error.message)))
      throw error
  }
}

/** Takes whoever is left out of it first. */
export async function removeDeskNetwork(engine: Engine, names: Names, deskId: string): Promise<void> {
  for (const { Id, Labels } of await findNetworks(engine, names.network(deskId))) {
    if (names.isOurs(Labels, 'net', deskId)) await removeNetwork(engine, Id)
  }
}

async function removeNetwork(engine: Engine, id: string): Promise<void> {
  const network = engine.getNetwork(id)
  const facts: NetworkInspectInfo | undefined = await orMissing(network.inspect())
  for (const containerId of Object.keys(facts?.Containers ?? {})) {
    await network.disconnect({ Container: containerId, Force: true }).catch(ignoreMissing)
  }
  await network.remove().catch(ignoreMissing)
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error
}
