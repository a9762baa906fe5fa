// What runs for whom, right now.
import { deskIdsIn } from './desk-folder.ts'
import { readRecord } from './desk-record.ts'
import { endLaunch } from './end-processes.ts'
import { findLaunches, type KnownLaunch, type RunningLaunch } from './find-launches.ts'
import type { Host } from './host.ts'

/** Processes are listed first: whatever is in the list was written down before it was launched. */
export async function runningLaunches(host: Host): Promise<RunningLaunch[]> {
  const processes = await host.listProcesses()
  const known = processes.some(({ environment }) => environment === undefined)
    ? await knownLaunches(host)
    : []
  return findLaunches(processes, host.installation, known)
}

export async function launchesOf(host: Host, deskId: string): Promise<RunningLaunch[]> {
  return (await runningLaunches(host)).filter((launch) => launch.deskId === deskId)
}

export async function endOne(host: Host, wanted: RunningLaunch, graceMs: number): Promise<void> {
  const find = async () =>
    (await launchesOf(host, wanted.deskId)).find(({ launchId }) => launchId === wanted.launchId)
  await endLaunch(find, graceMs)
}

export async function endAll(host: Host, deskId: string, graceMs: number): Promise<void> {
  const launches = await launchesOf(host, deskId)
  await Promise.all(launches.map((launch) => endOne(host, launch, graceMs)))
}

/** Only needed where processes do not show their environment. */
async function knownLaunches(host: Host): Promise<KnownLaunch[]> {
  const records = await Promise.all(
    (await deskIdsIn(host.desksDir)).map((deskId) => readRecord(host.folder(deskId))),
  )
  return records.flatMap((record) =>
    record?.launch ? [{ deskId: record.deskId, launch: record.launch }] : [],
  )
}
