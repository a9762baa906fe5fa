// Whether running desks still stand as they were made: somebody with the engine's socket can give a container more memory, another
// network, a new restart policy. Looked for now and then, in the background.
import type { ContainerCreateOptions, ContainerInfo } from 'dockerode'
import { wantedBody } from './containers.ts'
import { orMissing, soon } from './engine.ts'
import type { Host } from './host.ts'

const lookEveryMs = 60_000
const lookedAt = new WeakMap<Host, number>()

export function lookForDrift(host: Host, desks: Map<string, ContainerInfo>): void {
  if (Date.now() - (lookedAt.get(host) ?? 0) < lookEveryMs) return
  lookedAt.set(host, Date.now())
  const running = [...desks].filter(([, { State }]) => State === 'running').map(([deskId]) => deskId)
  sweep(host, running).catch((error: unknown) =>
    host.log.warn({ err: error }, 'Desks could not be compared with how they were made'),
  )
}

async function sweep(host: Host, deskIds: string[]): Promise<void> {
  for (const deskId of deskIds) {
    const drift = await driftOf(host, deskId)
    if (drift.length > 0 && !host.drifts.has(deskId)) {
      host.log.error({ deskId, drift }, "A desk's container was changed from outside")
      host.hint(deskId)
    }
    if (drift.length > 0) host.drifts.set(deskId, drift)
    else host.drifts.delete(deskId)
  }
  for (const deskId of host.drifts.keys()) if (!deskIds.includes(deskId)) host.drifts.delete(deskId)
  host.options.onDrift?.(host.drifts.size)
}

async function driftOf(host: Host, deskId: string): Promise<string[]> {
  const record = await host.records.read(deskId)
  const found = await orMissing(
    host.engine.getContainer(host.names.container(deskId)).inspect({ abortSignal: soon() }),
  )
  if (!record || !found) return []
  return differences(await wantedBody(host, { ...record, imageId: found.Image }), found)
}

/** As much of an inspected container as is compared. */
export interface Standing {
  HostConfig: object
  NetworkSettings: { Networks: object }
  Config: { User: string }
}

/** Pure. The names of what differs. */
export function differences(wanted: ContainerCreateOptions, found: Standing): string[] {
  const networks = Object.keys(found.NetworkSettings.Networks)
  const expected = Object.entries(wanted.HostConfig ?? {})
  const actual: Record<string, unknown> = { ...found.HostConfig }
  return [
    ...expected.filter(([name, value]) => !isSame(value, actual[name])).map(([name]) => name),
    ...neverSet.filter((name) => !isNothing(actual[name])),
    ...(networks.length === 1 && networks[0] === wanted.HostConfig?.NetworkMode ? [] : ['Networks']),
    ...(found.Config.User === 'root' || found.Config.User === '0' ? ['User'] : []),
  ]
}

/** What would open a wall, whatever it was set to. */
const neverSet = [
  'Binds',
  'CapAdd',
  'Devices',
  'DeviceRequests',
  'DeviceCgroupRules',
  'VolumesFrom',
  'PortBindings',
  'GroupAdd',
  'Links',
  'PidMode',
  'UsernsMode',
  'UTSMode',
  'CgroupParent',
  'PublishAllPorts',
  'OomKillDisable',
]

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** Everything that was asked for is there; what the engine adds of its own does not matter. */
function isSame(wanted: unknown, found: unknown): boolean {
  if (Array.isArray(wanted) && Array.isArray(found))
    return wanted.length === found.length && wanted.every((item, at) => isSame(item, found[at]))
  if (isRecord(wanted))
    return isRecord(found) && Object.keys(wanted).every((name) => isSame(wanted[name], found[name]))
  return wanted === found
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
