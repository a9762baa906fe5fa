// Brings what is remembered of a desk and what runs for it together: one gateway per desk, and that one remembered.
import { type DeskRecord, type Launch, writeRecord } from './desk-record.ts'
import type { RunningLaunch } from './find-launches.ts'
import type { Host } from './host.ts'
import { readExit, readExitCode } from './read-exit.ts'
import { endOne } from './running-launches.ts'

export interface SettledDesk {
  record: DeskRecord
  running: RunningLaunch | undefined
}

/** undefined: nothing is remembered and nothing runs. Call it in the desk's turn. */
export async function settleLaunches(
  host: Host,
  deskId: string,
  remembered: DeskRecord | undefined,
  launches: RunningLaunch[],
): Promise<SettledDesk | undefined> {
  const kept = remembered?.launch?.id
  const running = launches.find(({ launchId }) => launchId === kept) ?? eldest(launches)
  await Promise.all(launches.filter((launch) => launch !== running).map((launch) => endOne(host, launch, 0)))
  if (!running) return remembered && { record: await noteExit(host, remembered), running }

  const record = adopt(host, remembered, running)
  if (record !== remembered) await writeRecord(host.folder(deskId), record)
  if ((await readExitCode(host.folder(deskId), running.launchId)) === undefined) return { record, running }
  // The gateway has ended and left something behind that it had started.
  await endOne(host, running, 0)
  return { record: await noteExit(host, record), running: undefined }
}

function eldest(launches: RunningLaunch[]): RunningLaunch | undefined {
  return launches.toSorted((a, b) => startOrder(a) - startOrder(b))[0]
}

const startOrder = ({ root }: RunningLaunch) => Number(root.startedAt.split(':').at(-1)) || root.pid

/** Answers with the same record when there is nothing to add. */
function adopt(host: Host, remembered: DeskRecord | undefined, running: RunningLaunch): DeskRecord {
  const record = remembered ?? forgottenDesk(host, running)
  if (record.launch?.id === running.launchId) {
    if (record.launch.process) return record
    const { pid, startedAt } = running.root
    return { ...record, launch: { ...record.launch, process: { pid, startedAt } } }
  }
  return { ...record, launch: adoptedLaunch(running) }
}

/** As much as its processes tell. The empty hash of the files has them written again. */
function forgottenDesk(host: Host, running: RunningLaunch): DeskRecord {
  return {
    deskId: running.deskId,
    generation: running.generation,
    filesHash: '',
    configHash: running.configHash,
    hostname: 'desk',
    isolation: running.namespaceInit ? 'bubblewrap' : host.isolation,
    port: running.port,
    changedAt: new Date().toISOString(),
    launch: null,
  }
}

function adoptedLaunch({ launchId, generation, configHash, port, root }: RunningLaunch): Launch {
  return {
    id: launchId,
    generation,
    configHash,
    port,
    requestedAt: new Date().toISOString(),
    logOffsetBytes: 0,
    oomKillsBefore: null,
    process: { pid: root.pid, startedAt: root.startedAt },
    readyAt: null,
    silentSince: null,
    stopAskedAt: null,
    exit: null,
  }
}

async function noteExit(host: Host, record: DeskRecord): Promise<DeskRecord> {
  const { launch } = record
  if (!launch || launch.exit) return record
  const folder = host.folder(record.deskId)
  const ended = { ...record, launch: { ...launch, exit: await readExit(folder, launch) } }
  await writeRecord(folder, ended)
  return ended
}
