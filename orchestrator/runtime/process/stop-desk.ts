// Ends a desk's gateway, or the whole desk but its home.
import { rm } from 'node:fs/promises'
import { readRecord, writeRecord } from './desk-record.ts'
import type { Host } from './host.ts'
import { endAll } from './running-launches.ts'

/** The wish is written down first: an end that was asked for is no failure, whoever sees it. */
export async function stopDesk(host: Host, deskId: string, graceMs: number): Promise<void> {
  const folder = host.folder(deskId)
  const record = await readRecord(folder)
  if (record?.launch && !record.launch.stopAskedAt) {
    const launch = { ...record.launch, stopAskedAt: new Date().toISOString() }
    await writeRecord(folder, { ...record, launch })
  }
  await endAll(host, deskId, graceMs)
}

/** The record goes last, without its hashes: until then an interrupted removal shows as a desk that is not made. */
export async function removeDesk(host: Host, deskId: string): Promise<void> {
  const folder = host.folder(deskId)
  await stopDesk(host, deskId, 0)
  const record = await readRecord(folder)
  if (record) await writeRecord(folder, { ...record, filesHash: '', configHash: '' })
  const { environment, config, exitCode, log, temporary } = folder
  for (const path of [environment, config, exitCode, log, `${log}.1`, temporary]) {
    await rm(path, { recursive: true, force: true })
  }
  await rm(folder.record, { force: true })
}
