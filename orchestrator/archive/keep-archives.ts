// The folder in which packed homes lie. A file that is there under its name is whole: it is written beside, then moved.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { notFound } from '#lib/errors.ts'
import type { HomeLimits } from './home-limits.ts'
import type { HomeFacts, HomeOrigin } from './manifest.ts'
import { packHome } from './pack-home.ts'
import { unpackHome } from './unpack-home.ts'

export interface ArchiveRoom {
  dir: string
  secret: string
}

export interface PackedHome {
  name: string
  bytes: number
  /** Of the file, so that a copy can be compared. */
  sha256: string
  home: HomeFacts
}

const nameShape = /^[a-z0-9][a-z0-9-]{0,120}\.home$/
const draftPrefix = '.making-'
const abandonedAfterMs = 24 * 60 * 60 * 1000

/** Packs under the given name, in place of what may be there, and of what a packing of it that was killed left behind. */
export async function keepHome(
  { dir, secret }: ArchiveRoom,
  name: string,
  origin: HomeOrigin,
  openHome: () => Promise<Readable>,
): Promise<PackedHome> {
  const place = join(dir, requireName(name))
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await discardDrafts(dir, name)
  const draft = join(dir, `${draftsOf(name)}${randomUUID()}`)
  try {
    const hash = createHash('sha256')
    let bytes = 0
    const file = await open(draft, 'wx', 0o600)
    try {
      const { facts } = await packHome({ openHome, origin, secret }, async (sealed) => {
        for await (const piece of sealed) {
          bytes += piece.length
          hash.update(piece)
          await file.writeFile(piece)
        }
        await file.sync()
      })
      await rename(draft, place)
      return { name, bytes, sha256: hash.digest('hex'), home: facts }
    } finally {
      await file.close()
    }
  } finally {
    await rm(draft, { force: true })
  }
}

export interface UnkeepInput {
  employeeId?: string
  limits?: HomeLimits
}

/** @throws AppError not_found when it is not here, ArchiveRefused when it is not what it should be. */
export async function openKept(
  { dir, secret }: ArchiveRoom,
  name: string,
  expected: UnkeepInput,
  put: (home: Readable) => Promise<void>,
): Promise<HomeFacts> {
  if (!(await isKept({ dir, secret }, name))) throw notFound('packed home on this machine')
  const sealed = createReadStream(join(dir, name), { highWaterMark: 256 * 1024 })
  try {
    return await unpackHome({ sealed, secret, ...expected }, put)
  } finally {
    sealed.destroy()
  }
}

export async function isKept({ dir }: ArchiveRoom, name: string): Promise<boolean> {
  return await stat(join(dir, requireName(name))).then(
    (found) => found.isFile(),
    () => false,
  )
}

export async function discardKept({ dir }: ArchiveRoom, name: string): Promise<void> {
  await rm(join(dir, requireName(name)), { force: true })
  await discardDrafts(dir, name)
}

/** Each has a name of its own: one that still writes, believed to be dead, must find its own gone, and not another's in its place. */
const draftsOf = (name: string) => `${draftPrefix}${name}-`

async function discardDrafts(dir: string, name: string): Promise<void> {
  const names = await readdir(dir).catch(() => [])
  for (const draft of names.filter((one) => one.startsWith(draftsOf(name))))
    await rm(join(dir, draft), { force: true })
}

/** What a packing that was killed left behind, and nobody did again. */
export async function sweepDrafts({ dir }: ArchiveRoom, now = Date.now()): Promise<void> {
  const names = await readdir(dir).catch(() => [])
  for (const name of names.filter((one) => one.startsWith(draftPrefix))) {
    const found = await stat(join(dir, name)).catch(() => undefined)
    if (found && found.mtimeMs < now - abandonedAfterMs) await rm(join(dir, name), { force: true })
  }
}

/** Made by us, and yet held to its shape: it becomes a path. */
function requireName(name: string): string {
  if (!nameShape.test(name)) throw notFound('packed home')
  return name
}
