// Runs a command with a desk's sight of the machine: same home, same walls, same environment. Its processes are its own.
import { mkdir } from 'node:fs/promises'
import { notFound } from '#lib/errors.ts'
import type { ExecResult } from '../desk-runtime.ts'
import { readEnvironment, readRecord } from './desk-record.ts'
import { marker } from './find-launches.ts'
import { deskEnvironment, placesOf } from './gateway-environment.ts'
import type { Host } from './host.ts'
import { runCommand } from './run-command.ts'
import { sandboxCommand } from './sandbox.ts'

const defaultTimeoutMs = 60_000

export async function execInDesk(
  host: Host,
  deskId: string,
  command: string[],
  timeoutMs = defaultTimeoutMs,
): Promise<ExecResult> {
  const folder = host.folder(deskId)
  const [record, own] = [await readRecord(folder), await readEnvironment(folder)]
  if (!record || !own) throw notFound('desk')
  const { node } = host
  const openclaw = await host.openclaw()
  const places = placesOf(host.isolation, folder, { node, openclaw })
  await mkdir(folder.temporary, { recursive: true, mode: 0o700 })
  const { home, config } = folder
  const walls = {
    hostname: record.hostname,
    home,
    config,
    node,
    openclaw,
    system: host.system,
    dieWithParent: true,
  }
  return await runCommand(host.isolation === 'bubblewrap' ? sandboxCommand(walls, command) : command, {
    environment: { ...deskEnvironment(places, own), [marker.desk]: deskId },
    workingDir: home,
    timeoutMs,
  })
}
