// What is true of every desk: one answer of the engine for all, and what each last said. Looking also heals.
import type { ContainerInfo, ContainerInspectInfo } from 'dockerode'
import type { ObservedDesk } from '../desk-runtime.ts'
import { isAsWanted, listOurs, wantedBody } from './containers.ts'
import { type DeskSigns, describeDesk, needsHandover } from './describe-desk.ts'
import type { DeskRecord } from './desk-record.ts'
import { lookForDrift } from './drift.ts'
import { orMissing, soon } from './engine.ts'
import { explainEnd, vanished, wasOrderly } from './explain-end.ts'
import { handOver } from './hand-over.ts'
import type { Host } from './host.ts'
import { connectLegs, ensureGatehouse } from './keep-gatehouse.ts'
import { logOf } from './logs-of-desk.ts'
import { label } from './names.ts'
import { desksIn, gatehouseIn, register } from './register.ts'

export async function observeDesks(host: Host): Promise<ObservedDesk[]> {
  const containers = await listOurs(host)
  const desks = desksIn(containers)
  host.gatehouse.see(gatehouseIn(containers))
  mendGatehouse(host, containers)
  host.doors.follow([...desks].filter(([, container]) => isRunning(container)).map(([deskId]) => deskId))
  await host.doors.heardAll()
  lookForDrift(host, desks)
  const ids = [...new Set([...(await host.records.ids()), ...desks.keys()])].sort()
  const observed = await Promise.all(ids.map((deskId) => observeOne(host, deskId, desks.get(deskId))))
  return observed.filter((desk) => desk !== undefined)
}

/** Paused from outside is running, too: it holds what a running one holds, and does not answer. */
const isRunning = ({ State }: ContainerInfo) =>
  State === 'running' || State === 'paused' || State === 'restarting'

/** In the background: a gatehouse that hangs must not keep anybody from seeing the desks. */
function mendGatehouse(host: Host, containers: ContainerInfo[]): void {
  const mend = async () => {
    const isThere = gatehouseIn(containers)?.State === 'running'
    if (!isThere && host.images.own('gatehouse') && !host.turns.isBusy('gatehouse'))
      return await ensureGatehouse(host)
    if (!isThere) return
    await connectLegs(host, containers)
    await register(host)
  }
  // While it is just beginning, nothing else is to be expected.
  const level = host.gatehouse.upSince() === undefined ? 'debug' : 'warn'
  mend().catch((error: unknown) =>
    host.log[level]({ err: error }, 'The gatehouse could not be mended; tried again'),
  )
}

async function observeOne(
  host: Host,
  deskId: string,
  container: ContainerInfo | undefined,
): Promise<ObservedDesk | undefined> {
  // Whoever changes the desk now heals it, too; nobody waits for them here.
  const isBusy = host.turns.isBusy(deskId)
  const look = async () => {
    const record = await host.records.read(deskId)
    if (!record && !container) return undefined
    const noted = isBusy ? record : await noteEnd(host, record, container)
    const signs = await signsOf(host, deskId, noted, container)
    if (!isBusy && needsHandover(signs)) mendHandover(host, deskId)
    return describeDesk(signs)
  }
  return isBusy ? await look() : await host.turns.run(deskId, look)
}

function mendHandover(host: Host, deskId: string): void {
  host.turns
    .run(deskId, () => handOver(host, deskId))
    .catch((error: unknown) =>
      host.log.warn({ err: error, deskId }, 'A desk could not be told who it is; tried again'),
    )
}

async function signsOf(
  host: Host,
  deskId: string,
  record: DeskRecord | undefined,
  container: ContainerInfo | undefined,
): Promise<DeskSigns> {
  const state = container === undefined ? 'missing' : isRunning(container) ? 'running' : 'resting'
  return {
    deskId,
    record,
    hasHandover: await host.records.hasHandover(deskId),
    container: state,
    generation: Number(container?.Labels[label.generation] ?? 0),
    isAsWanted: record !== undefined && container !== undefined && (await isCurrent(host, record, container)),
    sight: host.doors.sight(deskId),
    gatehouseUpSince: host.gatehouse.upSince(),
    drift: host.drifts.get(deskId) ?? [],
    now: Date.now(),
  }
}

/** The host's own image may have changed since the desk was made; a release is what its name says. */
async function isCurrent(
  host: Host,
  record: DeskRecord,
  { Labels, ImageID }: ContainerInfo,
): Promise<boolean> {
  const ownImage = record.release === null ? host.images.own('desk') : undefined
  const body = await wantedBody(host, { ...record, imageId: ownImage ?? record.imageId })
  return isAsWanted({ Labels, imageId: ImageID }, body)
}

/** A desk that was started and does not run: how it ended is written down once. */
async function noteEnd(
  host: Host,
  record: DeskRecord | undefined,
  container: ContainerInfo | undefined,
): Promise<DeskRecord | undefined> {
  if (!record?.startAskedAt || record.exit || record.stopAskedAt) return record
  if (container && (isRunning(container) || container.State === 'created')) return record
  const found = await orMissing(
    host.engine.getContainer(host.names.container(record.deskId)).inspect({ abortSignal: soon() }),
  )
  if (found?.State.Running) return record
  if (found && !hasEndedSince(found, record.startAskedAt)) return record
  if (found && wasOrderly(found.State)) {
    const stopped = { ...record, stopAskedAt: new Date(found.State.FinishedAt).toISOString() }
    await host.records.write(stopped)
    return stopped
  }
  const ended = { ...record, exit: found ? await endOf(host, record.deskId, found) : vanished(new Date()) }
  await host.records.write(ended)
  host.log.warn(
    { deskId: record.deskId, cause: ended.exit.cause, reason: ended.exit.reason },
    'A desk ended unasked',
  )
  return ended
}

/** An end from before the last start tells nothing: that start was cut short, and is simply tried again. */
function hasEndedSince({ State }: ContainerInspectInfo, startAskedAt: string): boolean {
  return Date.parse(State.FinishedAt) >= Date.parse(startAskedAt)
}

async function endOf(host: Host, deskId: string, { State }: ContainerInspectInfo) {
  const secrets = Object.values((await host.records.readHandover(deskId))?.environment ?? {})
  return explainEnd({
    exitCode: State.ExitCode,
    oomKilled: State.OOMKilled,
    engineError: State.Error,
    at: new Date(State.FinishedAt),
    log: await logOf(host, deskId, 60).catch(() => ''),
    secrets: [...secrets, host.options.doorKeyOf(deskId)],
    lastFailure: host.doors.sight(deskId)?.status?.failure ?? undefined,
  })
}
