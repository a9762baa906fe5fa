// The end of a home: packed away, then destroyed.
import { randomUUID } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'
import { exists, requireHome } from './desk-folder.ts'
import type { Host } from './host.ts'
import { runCommand } from './run-command.ts'
import { launchesOf } from './running-launches.ts'

const archiveTimeoutMs = 30 * 60_000

export async function archiveHome(host: Host, deskId: string): Promise<string> {
  const folder = host.folder(deskId)
  await requireHome(folder)
  await requireStopped(host, deskId)
  const name = `${deskId}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.tar.gz`
  const draft = join(host.archiveDir, `.${name}`)
  try {
    const { exitCode, stderr } = await runCommand(['tar', '-czf', draft, '-C', folder.root, 'home'], {
      environment: { PATH: '/usr/local/bin:/usr/bin:/bin' },
      workingDir: host.archiveDir,
      timeoutMs: archiveTimeoutMs,
    })
    if (exitCode !== 0)
      throw new AppError('internal', { detail: `The home could not be packed. ${stderr.trim()}` })
    await rename(draft, join(host.archiveDir, name))
    return name
  } finally {
    await rm(draft, { force: true })
  }
}

/** Gone in one move; what takes long happens out of sight. Destroying what is destroyed does no harm. */
export async function destroyHome(host: Host, deskId: string): Promise<void> {
  const { root } = host.folder(deskId)
  await requireStopped(host, deskId)
  if (!(await exists(root))) return
  const trash = join(host.desksDir, `.trash-${randomUUID()}`)
  await rename(root, trash)
  await rm(trash, { recursive: true, force: true })
}

async function requireStopped(host: Host, deskId: string): Promise<void> {
  if ((await launchesOf(host, deskId)).length === 0) return
  throw new AppError('conflict', { detail: 'The desk still runs. Stop it first; its home is untouched.' })
}
