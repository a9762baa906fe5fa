// How a desk is locked in: the whole create body of its container. Every line here is a wall; docs/decisions/121 tells why. Pure.
import { createHash } from 'node:crypto'
import type { ContainerCreateOptions, HostConfig } from 'dockerode'
import type { DeskLimits } from './desk-limits.ts'
import { label, type Names } from './names.ts'

export interface DeskContainer {
  deskId: string
  generation: number
  hostname: string
  /** By its id: a tag may point elsewhere tomorrow. */
  imageId: string
  doorKey: string
}

/** The same for all desks of this host. */
export interface Walls {
  names: Names
  limits: DeskLimits
  /** The text of docker/desk/seccomp.json. */
  seccomp: string
  /** Another runtime than the engine's own, such as runsc. */
  ociRuntime: string | undefined
}

export const doorPort = 7600
export const insideHome = '/home/desk'
export const gatehouseAlias = 'gatehouse'
const proxyPort = 3128
export const modelPort = 3002
const tmpBytes = 512 * 1024 * 1024
const runBytes = 16 * 1024 * 1024
const openFiles = 16_384
/** An address that answers nobody (RFC 5737): names are the gatehouse's business, and no way out for words. */
const noNameServer = '192.0.2.53'
const termThenKillSeconds = 10

export function deskContainer(desk: DeskContainer, walls: Walls): ContainerCreateOptions {
  const { names } = walls
  const body: ContainerCreateOptions = {
    Hostname: desk.hostname,
    Image: desk.imageId,
    Env: environmentOf(desk, walls.limits),
    StopTimeout: termThenKillSeconds,
    Labels: {
      ...names.labels('desk', desk.deskId),
      [label.generation]: String(desk.generation),
    },
    HostConfig: {
      ...hardened(walls, names.home(desk.deskId)),
      NetworkMode: names.network(desk.deskId),
      Dns: [noNameServer],
    },
  }
  return { ...body, Labels: { ...body.Labels, [label.spec]: specHashOf(body) } }
}

/** The walls around everything that sees a home, desk or errand. */
export function hardened({ limits, seccomp, ociRuntime }: Walls, home: string): HostConfig {
  return {
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges', `seccomp=${seccomp}`],
    Privileged: false,
    ReadonlyRootfs: true,
    Tmpfs: {
      '/tmp': `rw,nosuid,nodev,mode=1777,size=${tmpBytes}`,
      '/run/desk': `rw,nosuid,nodev,noexec,mode=700,uid=1000,gid=1000,size=${runBytes}`,
    },
    Mounts: [{ Type: 'volume', Source: home, Target: insideHome }],
    ShmSize: limits.shmBytes,
    PidsLimit: limits.processes,
    Memory: limits.memoryBytes,
    // The same as memory: no swap at all.
    MemorySwap: limits.memoryBytes,
    NanoCpus: Math.round(limits.cpuCores * 1e9),
    Ulimits: [
      { Name: 'nofile', Soft: openFiles, Hard: openFiles },
      { Name: 'core', Soft: 0, Hard: 0 },
      { Name: 'fsize', Soft: limits.fileBytes, Hard: limits.fileBytes },
    ],
    LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
    // The orchestrator starts desks, and nobody else: a restart of the engine must not outrun it.
    RestartPolicy: { Name: 'no' },
    IpcMode: 'private',
    ...(ociRuntime ? { Runtime: ociRuntime } : {}),
  }
}

function environmentOf({ deskId, doorKey }: DeskContainer, { homeBytes, geometry }: DeskLimits): string[] {
  const proxy = `http://${gatehouseAlias}:${proxyPort}`
  return Object.entries({
    DESK_DOOR_KEY: doorKey,
    DESK_ID: deskId,
    DESK_HOME_LIMIT_BYTES: String(homeBytes),
    DESK_GEOMETRY: geometry,
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    NO_PROXY: `localhost,127.0.0.1,${gatehouseAlias}`,
    NODE_USE_ENV_PROXY: '1',
  }).map(([name, value]) => `${name}=${value}`)
}

/** What cannot be changed without making the container again, but for the image, which is compared by its id. */
function specHashOf({ Image: _, ...body }: ContainerCreateOptions): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 32)
}
