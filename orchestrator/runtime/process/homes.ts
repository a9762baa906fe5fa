// Homes read and replaced as tar streams, and destroyed.
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { AppError } from '#lib/errors.ts'
import { folderOfTar, tarOfFolder } from '#orchestrator/archive/folder-tar.ts'
import { type DeskFolder, exists, requireHome } from './desk-folder.ts'
import { readRecord, writeRecord } from './desk-record.ts'
import type { Host } from './host.ts'
import { launchesOf } from './running-launches.ts'

const draftPrefix = '.restore-'
const beforeSuffix = '-before'

export async function openHome(host: Host, deskId: string): Promise<Readable> {
  const folder = host.folder(deskId)
  await settleHome(folder)
  await requireHome(folder)
  await requireStopped(host, deskId)
  return tarOfFolder(folder.home)
}

/** Unpacked beside the home first: a home is replaced whole or not at all. */
export async function replaceHome(host: Host, deskId: string, tar: Readable): Promise<void> {
  const folder = host.folder(deskId)
  const { root, home } = folder
  await requireStopped(host, deskId)
  await settleHome(folder)
  const draft = join(root, `${draftPrefix}${randomUUID()}`)
  try {
    await mkdir(draft, { recursive: true, mode: 0o700 })
    await folderOfTar(draft, tar)
    await forgetFiles(host, deskId)
    if (await exists(home)) await rename(home, `${draft}${beforeSuffix}`)
    await rename(draft, home)
  } finally {
    await settleHome(folder)
  }
}

/** What is left of a replacement that was broken off at any point: without a home, the one before it is the home again. */
export async function settleHome({ root, home }: DeskFolder): Promise<void> {
  if (!(await exists(root))) return
  const left = (await readdir(root)).filter((name) => name.startsWith(draftPrefix))
  const before = left.find((name) => name.endsWith(beforeSuffix))
  if (before && !(await exists(home))) await rename(join(root, before), home)
  for (const name of left) await rm(join(root, name), { recursive: true, force: true })
}

/** What was put back may hold older files of ours: the desk must be made again before it starts. */
async function forgetFiles(host: Host, deskId: string): Promise<void> {
  const folder = host.folder(deskId)
  const record = await readRecord(folder)
  if (record) await writeRecord(folder, { ...record, filesHash: '', configHash: '' })
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
