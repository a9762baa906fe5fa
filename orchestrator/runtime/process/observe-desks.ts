// What is true of every desk. Looking also heals: strays are ended, survivors adopted, an end is noted once.
import type { ObservedDesk } from '../desk-runtime.ts'
import { askReady, type Readiness } from './ask-ready.ts'
import { deskIdsIn } from './desk-folder.ts'
import { type DeskRecord, type Launch, readRecord, writeRecord } from './desk-record.ts'
import type { RunningLaunch } from './find-launches.ts'
import { rotateLog } from './gateway-log.ts'
import type { Host } from './host.ts'
import { launchesOf, runningLaunches } from './running-launches.ts'
import { settleLaunches } from './settle-launches.ts'

/** A gateway under load may miss an answer or two; only a longer silence counts. */
const toleratedSilenceMs = 15_000

export async function observeDesks(host: Host): Promise<ObservedDesk[]> {
  const launches = await runningLaunches(host)
  const ids = new Set([...(await deskIdsIn(host.desksDir)), ...launches.map(({ deskId }) => deskId)])
  const desks = await Promise.all(
    [...ids].sort().map((deskId) => {
      const own = launches.filter((launch) => launch.deskId === deskId)
      // Whoever changes the desk now heals it, too; nobody waits for them here.
      if (host.turns.isBusy(deskId)) return observeBusy(host, deskId, own)
      return host.turns.run(deskId, () => observeQuiet(host, deskId, own))
    }),
  )
  return desks.filter((desk) => desk !== undefined)
}

async function observeQuiet(
  host: Host,
  deskId: string,
  own: RunningLaunch[],
): Promise<ObservedDesk | undefined> {
  const folder = host.folder(deskId)
  const remembered = await readRecord(folder)
  // The list is older than this turn: where the two disagree, it may be the list that is wrong.
  const launches = agree(remembered, own) ? own : await launchesOf(host, deskId)
  const settled = await settleLaunches(host, deskId, remembered, launches)
  if (!settled) return undefined
  const { record, running } = settled
  if (!running || !record.launch) return restingDesk(host, record)
  await rotateLog(folder.log)
  const readiness = await askReady(record.launch.port)
  const launch = afterAnswer(record.launch, readiness, new Date().toISOString())
  if (launch !== record.launch) await writeRecord(folder, { ...record, launch })
  return runningDesk(record, launch, readiness)
}

function agree(remembered: DeskRecord | undefined, launches: RunningLaunch[]): boolean {
  const expected = remembered?.launch && !remembered.launch.exit ? [remembered.launch.id] : []
  return launches.length === expected.length && launches.every(({ launchId }) => expected.includes(launchId))
}

async function observeBusy(
  host: Host,
  deskId: string,
  own: RunningLaunch[],
): Promise<ObservedDesk | undefined> {
  const record = await readRecord(host.folder(deskId))
  if (!record) return undefined
  const waitsSince = host.waitingForInstall.get(deskId)
  if (waitsSince)
    return { ...madeFacts(host, record), state: 'starting', phase: 'installing_openclaw', since: waitsSince }
  const running = own.some(({ launchId }) => launchId === record.launch?.id)
  return running && record.launch ? runningDesk(record, record.launch, 'silent') : restingDesk(host, record)
}

/** Pure. Answers with the same launch when nothing is new. */
export function afterAnswer(launch: Launch, readiness: Readiness, now: string): Launch {
  if (readiness === 'ready') {
    if (launch.readyAt && !launch.silentSince) return launch
    return { ...launch, readyAt: launch.readyAt ?? now, silentSince: null }
  }
  if (!launch.readyAt || launch.silentSince) return launch
  return { ...launch, silentSince: now }
}

function runningDesk(record: DeskRecord, launch: Launch, readiness: Readiness): ObservedDesk {
  const { deskId, filesHash } = record
  const { generation, configHash } = launch
  const facts = { deskId, generation, filesHash, configHash, release: null }
  if (!launch.readyAt) {
    const phase = launch.stopAskedAt
      ? 'stopping'
      : readiness === 'silent'
        ? 'starting_gateway'
        : 'waiting_for_ready'
    return { ...facts, state: 'starting', phase, since: new Date(launch.requestedAt) }
  }
  if (launch.silentSince && Date.now() - Date.parse(launch.silentSince) > toleratedSilenceMs) {
    return { ...facts, state: 'starting', phase: 'not_answering', since: new Date(launch.silentSince) }
  }
  return {
    ...facts,
    state: 'ready',
    phase: launch.stopAskedAt ? 'stopping' : 'ready',
    since: new Date(launch.readyAt),
  }
}

function restingDesk(host: Host, record: DeskRecord): ObservedDesk {
  const { launch } = record
  const facts = madeFacts(host, record)
  if (launch?.exit && !launch.stopAskedAt) {
    const { at, ...exit } = launch.exit
    return { ...facts, state: 'exited', phase: 'exited', since: new Date(at), exit }
  }
  if (launch?.stopAskedAt)
    return { ...facts, state: 'made', phase: 'stopped', since: new Date(launch.stopAskedAt) }
  if (launch)
    return { ...facts, state: 'starting', phase: 'starting_gateway', since: new Date(launch.requestedAt) }
  const phase = facts.configHash === '' ? 'making_home' : 'made'
  return { ...facts, state: 'made', phase, since: new Date(record.changedAt) }
}

/** The paths in a configuration hold for one kind of isolation only: after a change it must be made again. */
function madeFacts(host: Host, { deskId, generation, filesHash, configHash, isolation }: DeskRecord) {
  const valid = isolation === host.isolation
  return { deskId, generation, filesHash, configHash: valid ? configHash : '', release: null }
}
