// Homes packed away, unpacked again, and destroyed.
import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AppError, notFound } from '#lib/errors.ts'
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
    await tar(host, ['-czf', draft, '-C', folder.root, 'home'])
    await rename(draft, join(host.archiveDir, name))
    return name
  } finally {
    await rm(draft, { force: true })
  }
}

/** Unpacked beside the home first: a home is replaced whole or not at all. */
export async function restoreHome(host: Host, deskId: string, archive: string): Promise<void> {
  const folder = host.folder(deskId)
  await requireStopped(host, deskId)
  const packed = join(host.archiveDir, archive)
  if (archive !== basename(archive) || !(await exists(packed))) throw notFound('archive')
  const draft = join(folder.root, `.restore-${randomUUID()}`)
  const before = `${draft}-before`
  try {
    await mkdir(draft, { recursive: true, mode: 0o700 })
    await tar(host, ['-xzf', packed, '-C', draft, '--no-same-owner'])
    if (await exists(folder.home)) await rename(folder.home, before)
    await rename(join(draft, 'home'), folder.home)
  } finally {
    for (const path of [draft, before]) await rm(path, { recursive: true, force: true })
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

async function tar(host: Host, args: string[]): Promise<void> {
  const { exitCode, stderr } = await runCommand(['tar', ...args], {
    environment: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    workingDir: host.archiveDir,
    timeoutMs: archiveTimeoutMs,
  })
  if (exitCode !== 0) throw new AppError('internal', { detail: `tar failed. ${stderr.trim()}` })
}
