// Volume, network and container of a desk, and what it will be told at its door. The record says so before anything is made.
import { AppError, notFound } from '#lib/errors.ts'
import type { DeskSpec } from '../desk-runtime.ts'
import { homePathParts } from '../home-path.ts'
import { findDesk } from './containers.ts'
import { gatehouseAlias, insideHome, modelPort } from './desk-container.ts'
import type { DeskRecord } from './desk-record.ts'
import { ensureContainer } from './ensure-container.ts'
import { handOver } from './hand-over.ts'
import { ensureHome } from './home-volume.ts'
import type { Host } from './host.ts'

export const tokenName = 'OPENCLAW_GATEWAY_TOKEN'
const hostnameShape = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** As the gateway sees itself inside the container. */
const place = {
  port: 18_789,
  workspaceDir: `${insideHome}/workspace`,
  stateDir: `${insideHome}/.openclaw`,
  browserUrl: 'http://127.0.0.1:9222',
  modelProxyUrl: `http://${gatehouseAlias}:${modelPort}`,
  goesOutByProxy: true,
} as const

export async function makeDesk(host: Host, spec: DeskSpec): Promise<void> {
  requireSound(spec)
  const { deskId } = spec
  const begun = await recordMaking(host, spec)
  await writeHandover(host, spec)
  await ensureHome(host, deskId)
  await ensureContainer(host, begun)
  await host.records.write({ ...begun, filesHash: spec.filesHash, configHash: spec.configHash })
}

/** The hash is emptied first: a crash in between has the files written again. */
export async function refreshDesk(host: Host, spec: DeskSpec): Promise<void> {
  requireSound(spec)
  const record = await host.records.read(spec.deskId)
  if (!record) throw notFound('desk')
  await host.records.write({ ...record, filesHash: '' })
  await writeHandover(host, spec)
  const container = await findDesk(host, spec.deskId)
  if (container?.State.Running) await handOver(host, spec.deskId)
  await host.records.write({ ...record, filesHash: spec.filesHash, configHash: spec.configHash })
}

function requireSound({ environment, hostname, files }: DeskSpec): void {
  for (const { path } of files) homePathParts(path)
  if (!environment[tokenName]) throw new AppError('invalid', { detail: `A desk needs ${tokenName}.` })
  if (!hostnameShape.test(hostname)) throw new AppError('invalid', { detail: 'That is no host name.' })
}

async function recordMaking(host: Host, spec: DeskSpec): Promise<DeskRecord> {
  const { deskId, generation, hostname, release } = spec
  const imageId = await host.images.ofDesk(release)
  const before = await host.records.read(deskId)
  const record: DeskRecord = {
    deskId,
    generation,
    filesHash: '',
    configHash: '',
    hostname,
    release,
    imageId,
    changedAt: new Date().toISOString(),
    startAskedAt: before?.startAskedAt ?? null,
    stopAskedAt: before?.stopAskedAt ?? null,
    exit: before?.exit ?? null,
  }
  await host.records.write(record)
  return record
}

async function writeHandover(host: Host, spec: DeskSpec): Promise<void> {
  const { deskId, generation, filesHash, configHash, files, environment } = spec
  const gatewayConfig = spec.gatewayConfig(place)
  await host.records.writeHandover(deskId, {
    generation,
    filesHash,
    configHash,
    files,
    gatewayConfig,
    environment,
  })
}
