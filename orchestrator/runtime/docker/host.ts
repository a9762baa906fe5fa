// What the parts of this runtime share.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '#orchestrator/log.ts'
import { type OneAtATime, oneAtATime } from '../one-at-a-time.ts'
import { type DeskLimits, defaultDeskLimits } from './desk-limits.ts'
import { type DeskRecords, openRecords } from './desk-record.ts'
import type { Door } from './door.ts'
import { type DoorWatch, watchDoors } from './door-watch.ts'
import { type Engine, openEngine } from './engine.ts'
import { type Gatehouse, watchGatehouse } from './gatehouse.ts'
import { type ImageKind, type Images, openImages } from './images.ts'
import { type Names, namesOf } from './names.ts'
import { openReach, type Reach } from './reach.ts'
import { openTunnel } from './tunnel.ts'

export interface DockerRuntimeOptions {
  /** DESKHAND_HOME: what is remembered of desks lives below it. Homes are volumes. */
  home: string
  /** Tells this installation's things from all others of the engine. */
  installationId: string
  log: Log
  doorKeyOf: (deskId: string) => string
  gatehouseKey: string
  /** Where this machine's model proxy is. Where the gatehouse reaches it only at another address, that address is asked for. */
  modelProxy: { host: string; port: number; alsoListenAt: (address: string) => Promise<void> }
  /** Ready images; what is not named is built. */
  images?: Partial<Record<ImageKind, string>>
  /** The folder docker/ of this installation. */
  sourceDir: string
  buildArgs?: Record<string, string>
  /** Not part of what an image is. */
  buildProxies?: Record<string, string>
  limits?: Partial<DeskLimits>
  ociRuntime?: string
  gatehouseHosts?: string
  socketPath?: string
  /** How many desks do not stand as they were made, whenever it was counted. */
  onDrift?: (desks: number) => void
}

export interface Host {
  engine: Engine
  names: Names
  limits: DeskLimits
  options: DockerRuntimeOptions
  records: DeskRecords
  images: Images
  gatehouse: Gatehouse
  doors: DoorWatch
  reach: Reach
  /** What stands differently from how it was made, by desk. */
  drifts: Map<string, string[]>
  turns: OneAtATime
  log: Log
  doorOf: (deskId: string) => Door
  hint: (deskId: string) => void
}

/** `hintAll`: everything may have changed. */
export async function openHost(
  options: DockerRuntimeOptions,
  hints: { one: (deskId: string) => void; all: () => void },
): Promise<Host> {
  const recordsDir = join(options.home, 'docker')
  await mkdir(recordsDir, { recursive: true, mode: 0o700 })
  const engine = openEngine(options.socketPath)
  const { sourceDir, images: given = {}, buildArgs = {}, buildProxies = {} } = options
  const gatehouse = watchGatehouse(options.gatehouseKey, hints.all)
  const doorOf = (deskId: string): Door => ({
    open: () => openTunnel(gatehouse.at(), deskId),
    key: options.doorKeyOf(deskId),
  })
  return {
    engine,
    names: namesOf(options.installationId),
    limits: { ...defaultDeskLimits, ...options.limits },
    options,
    records: openRecords(recordsDir),
    images: openImages(engine, { sourceDir, given, buildArgs, buildProxies }),
    gatehouse,
    doors: watchDoors(doorOf, hints.one),
    reach: await openReach(join(recordsDir, 'reach.json')),
    drifts: new Map(),
    turns: oneAtATime(),
    log: options.log,
    doorOf,
    hint: hints.one,
  }
}
