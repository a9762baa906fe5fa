// Home, files and configuration of a desk. The record says that it is being made before anything is.
import { mkdir } from 'node:fs/promises'
import { AppError, notFound } from '#lib/errors.ts'
import type { DeskSpec } from '../desk-runtime.ts'
import { homePathParts } from '../home-path.ts'
import { writeWhole } from '../write-whole.ts'
import { choosePort } from './choose-port.ts'
import { type DeskFolder, deskIdsIn } from './desk-folder.ts'
import { type DeskRecord, readRecord, writeRecord } from './desk-record.ts'
import { placesOf } from './gateway-environment.ts'
import { settleHome } from './homes.ts'
import type { Host } from './host.ts'
import { writeHomeFiles } from './write-home-files.ts'

export const tokenName = 'OPENCLAW_GATEWAY_TOKEN'
const hostnameShape = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

export async function makeDesk(host: Host, spec: DeskSpec): Promise<void> {
  requireSound(spec)
  const folder = host.folder(spec.deskId)
  await settleHome(folder)
  await mkdir(folder.home, { recursive: true, mode: 0o700 })
  const begun = await recordMaking(host, folder, spec)
  await writeHomeFiles(folder, spec.files)
  await writeWhole(folder.environment, JSON.stringify(spec.environment))
  const { state: stateDir, workspace: workspaceDir } = placesOf(host.isolation, folder, {
    node: '',
    openclaw: '',
  })
  const config = spec.gatewayConfig({ port: begun.port, stateDir, workspaceDir })
  await writeWhole(folder.config, JSON.stringify(config, null, 2), 0o444)
  await writeRecord(folder, { ...begun, filesHash: spec.filesHash, configHash: spec.configHash })
}

/** The hash is emptied first: a crash in between has the files written again. */
export async function refreshDesk(host: Host, spec: DeskSpec): Promise<void> {
  const folder = host.folder(spec.deskId)
  const record = await readRecord(folder)
  if (!record) throw notFound('desk')
  const { hostname } = spec
  await writeRecord(folder, { ...record, hostname, filesHash: '' })
  await writeHomeFiles(folder, spec.files)
  await writeRecord(folder, { ...record, hostname, filesHash: spec.filesHash })
}

function requireSound({ environment, hostname, files }: DeskSpec): void {
  for (const { path } of files) homePathParts(path)
  if (!environment[tokenName]) throw new AppError('invalid', { detail: `A desk needs ${tokenName}.` })
  if (!hostnameShape.test(hostname)) throw new AppError('invalid', { detail: 'That is no host name.' })
}

/** Choosing a port and writing it down is one turn for all desks, so that no two choose the same. */
async function recordMaking(host: Host, folder: DeskFolder, spec: DeskSpec): Promise<DeskRecord> {
  return await host.turns.run('port', async () => {
    const before = await readRecord(folder)
    const record: DeskRecord = {
      deskId: spec.deskId,
      generation: spec.generation,
      filesHash: '',
      configHash: '',
      hostname: spec.hostname,
      isolation: host.isolation,
      port: before?.port ?? (await freePort(host, spec.deskId)),
      changedAt: new Date().toISOString(),
      launch: before?.launch ?? null,
    }
    await writeRecord(folder, record)
    return record
  })
}

export async function freePort(host: Host, deskId: string): Promise<number> {
  const others = await Promise.all((await deskIdsIn(host.desksDir)).map((id) => readRecord(host.folder(id))))
  const taken = new Set(others.flatMap((record) => (record ? [record.port] : [])))
  return await choosePort(host.portBase, `${host.installation}/${deskId}`, taken)
}
