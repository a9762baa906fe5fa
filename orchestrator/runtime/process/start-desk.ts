// Launches a desk's gateway, once. What is about to happen is written down first.
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError, notFound } from '#lib/errors.ts'
import { writeWhole } from '../write-whole.ts'
import { isPortFree } from './choose-port.ts'
import type { DeskFolder } from './desk-folder.ts'
import { type DeskRecord, type Launch, readEnvironment, readRecord, writeRecord } from './desk-record.ts'
import { deskEnvironment, launchMarks, placesOf } from './gateway-environment.ts'
import { rotateLog, sizeOf } from './gateway-log.ts'
import type { Host } from './host.ts'
import { launchGateway } from './launch-gateway.ts'
import { freePort } from './make-desk.ts'
import { readOomKills } from './read-exit.ts'
import { launchesOf } from './running-launches.ts'
import { sandboxCommand } from './sandbox.ts'
import { settleLaunches } from './settle-launches.ts'

/** A small young generation: 150 MB less at rest, and no slower. */
const nodeOptions = ['--max-semi-space-size=8']

export async function startDesk(host: Host, deskId: string): Promise<void> {
  const openclaw = await openclawFor(host, deskId)
  const folder = host.folder(deskId)
  const launches = await launchesOf(host, deskId)
  const settled = await settleLaunches(host, deskId, await readRecord(folder), launches)
  if (!settled) throw notFound('desk')
  if (settled.running) return
  const record = await onFreePort(host, folder, requireMade(host, settled.record))
  await rotateLog(folder.log)
  const launch = await newLaunch(folder, record)
  await rm(folder.exitCode, { force: true })
  await writeRecord(folder, { ...record, launch })
  const pid = await launchGateway(await launchInput(host, folder, record, launch, openclaw), () =>
    host.hint(deskId),
  )
  await writeRecord(folder, { ...record, launch: { ...launch, process: await identityOf(host, pid) } })
}

async function openclawFor(host: Host, deskId: string): Promise<string> {
  host.waitingForInstall.set(deskId, new Date())
  try {
    return await host.openclaw()
  } finally {
    host.waitingForInstall.delete(deskId)
  }
}

function requireMade(host: Host, record: DeskRecord): DeskRecord {
  if (record.configHash !== '' && record.isolation === host.isolation) return record
  throw new AppError('conflict', { detail: 'The desk is not completely made. Make it again, then start it.' })
}

const portedConfig = z.looseObject({ gateway: z.looseObject({ port: z.number() }) })

/** Normally the port it always had. When a stranger sits there, another one, remembered from then on. */
async function onFreePort(host: Host, folder: DeskFolder, record: DeskRecord): Promise<DeskRecord> {
  if (await isPortFree(record.port)) return record
  return await host.turns.run('port', async () => {
    const moved = { ...record, port: await freePort(host, record.deskId) }
    const config = portedConfig.parse(JSON.parse(await readFile(folder.config, 'utf8')))
    config.gateway.port = moved.port
    await writeWhole(folder.config, JSON.stringify(config, null, 2), 0o444)
    await writeRecord(folder, moved)
    return moved
  })
}

async function newLaunch(folder: DeskFolder, { generation, configHash, port }: DeskRecord): Promise<Launch> {
  return {
    id: randomUUID(),
    generation,
    configHash,
    port,
    requestedAt: new Date().toISOString(),
    logOffsetBytes: await sizeOf(folder.log),
    oomKillsBefore: await readOomKills(),
    process: null,
    readyAt: null,
    silentSince: null,
    stopAskedAt: null,
    exit: null,
  }
}

async function launchInput(
  host: Host,
  folder: DeskFolder,
  record: DeskRecord,
  launch: Launch,
  openclaw: string,
) {
  const own = await readEnvironment(folder)
  if (!own)
    throw new AppError('conflict', {
      detail: "The desk's environment is lost. Make it again, then start it.",
    })
  await mkdir(folder.temporary, { recursive: true, mode: 0o700 })
  const { node } = host
  const places = placesOf(host.isolation, folder, { node, openclaw })
  const program = join(places.openclaw, 'node_modules/openclaw/openclaw.mjs')
  const gateway = [places.node, ...nodeOptions, program, 'gateway', 'run', '--port', String(launch.port)]
  const { home, config, log, exitCode } = folder
  const { hostname, deskId } = record
  const { generation, configHash, port } = launch
  const marks = { installation: host.installation, deskId, generation, launchId: launch.id, configHash, port }
  return {
    command:
      host.isolation === 'bubblewrap'
        ? sandboxCommand({ hostname, home, config, node, openclaw, system: host.system }, gateway)
        : gateway,
    environment: { ...deskEnvironment(places, own), ...launchMarks(marks) },
    workingDir: home,
    log,
    exitCode,
  }
}

/** null when it has ended already: the next look finds out how. */
async function identityOf(host: Host, pid: number): Promise<Launch['process']> {
  const found = (await host.listProcesses()).find((process) => process.pid === pid)
  return found ? { pid, startedAt: found.startedAt } : null
}
