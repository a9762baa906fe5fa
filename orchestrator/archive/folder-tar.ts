// A folder as a tar stream, and a tar stream as a folder: for runtimes whose homes lie on this machine's disk. Nobody works in the
// folder meanwhile.
import { constants } from 'node:fs'
import {
  chmod,
  link,
  lstat,
  lutimes,
  mkdir,
  open,
  readdir,
  readlink,
  symlink,
  utimes,
} from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { entryJudge, type HomeEntry } from './home-entry.ts'
import { readTar } from './read-tar.ts'
import { ArchiveRefused } from './refusal.ts'
import { type TarItem, tarOf } from './tar-stream-of.ts'

/** Sockets, pipes and devices are left out: they are nothing without whoever made them. */
export function tarOfFolder(root: string): Readable {
  return Readable.from(tarOf(itemsBelow(root, '', new Map())), { objectMode: false })
}

/** `seen` knows the first name of each file that has several. */
async function* itemsBelow(root: string, folder: string, seen: Map<string, string>): AsyncGenerator<TarItem> {
  const names = await readdir(join(root, folder))
  for (const name of names.sort()) {
    const path = folder === '' ? name : `${folder}/${name}`
    const item = await itemAt(root, path, seen)
    if (!item) continue
    yield item
    if (item.entry.kind === 'folder') yield* itemsBelow(root, path, seen)
  }
}

async function itemAt(root: string, path: string, seen: Map<string, string>): Promise<TarItem | undefined> {
  const place = join(root, path)
  const found = await lstat(place)
  const facts = { path, mode: found.mode & 0o777, modifiedAt: found.mtime }
  if (found.isDirectory()) return { entry: { ...facts, kind: 'folder' } }
  if (found.isSymbolicLink()) return { entry: { ...facts, kind: 'link', target: await readlink(place) } }
  if (!found.isFile()) return undefined
  const file = `${found.dev}:${found.ino}`
  const first = found.nlink > 1 ? seen.get(file) : undefined
  if (first !== undefined) return { entry: { ...facts, kind: 'hard_link', target: first } }
  if (found.nlink > 1) seen.set(file, path)
  return { entry: { ...facts, kind: 'file', size: found.size }, body: contentOf(place, found.size) }
}

const forReading = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
const readBytes = 256 * 1024

/** As long as it was when it was looked at: one that grew or shrank is noticed, not followed. */
async function* contentOf(place: string, size: number): AsyncGenerator<Buffer> {
  const file = await open(place, forReading)
  try {
    for (let missing = size; missing > 0; ) {
      const most = Math.min(missing, readBytes)
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(most), 0, most)
      if (bytesRead === 0) return
      missing -= bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** `root` is new and empty, and whoever calls throws it away when this throws. */
export async function folderOfTar(root: string, tar: Readable): Promise<void> {
  const judge = entryJudge()
  const folders: (HomeEntry & { kind: 'folder' })[] = []
  for await (const { header, content } of readTar(tar)) {
    const judgement = judge(header)
    if ('unwelcome' in judgement) throw new ArchiveRefused('hostile', judgement.unwelcome)
    const { entry } = judgement
    await writeEntry(root, entry, content)
    if (entry.kind === 'folder') folders.push(entry)
  }
  // Last, because writing into a folder changes its time, and a folder may be read-only.
  for (const { path, mode, modifiedAt } of folders.reverse()) {
    await chmod(join(root, path), mode)
    await utimes(join(root, path), modifiedAt, modifiedAt)
  }
}

async function writeEntry(root: string, entry: HomeEntry, content: AsyncIterable<Buffer>): Promise<void> {
  const place = join(root, entry.path)
  switch (entry.kind) {
    case 'folder':
      return await mkdir(place, { mode: 0o700 })
    case 'link':
      await symlink(entry.target, place)
      return await lutimes(place, entry.modifiedAt, entry.modifiedAt)
    case 'hard_link':
      return await link(join(root, entry.target), place)
    case 'file':
      return await writeFile(place, entry, content)
  }
}

async function writeFile(place: string, { mode, modifiedAt }: HomeEntry, content: AsyncIterable<Buffer>) {
  const file = await open(place, 'wx', 0o600)
  try {
    for await (const piece of content) await file.writeFile(piece)
    await file.chmod(mode)
    await file.utimes(modifiedAt, modifiedAt)
  } finally {
    await file.close()
  }
}
