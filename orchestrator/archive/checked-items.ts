// Holds what comes to what the manifest says: every thing, once, with the same content. The one check of packing and unpacking.
import { createHash } from 'node:crypto'
import type { HomeEntry } from './home-entry.ts'
import { lineOf, type Manifest, type ManifestLine } from './manifest.ts'
import { drain } from './read-tar.ts'
import { ArchiveRefused, type RefusalReason } from './refusal.ts'
import type { TarItem } from './tar-stream-of.ts'

export interface HomeItem {
  entry: HomeEntry
  content: AsyncIterable<Buffer>
}

/** @throws ArchiveRefused with `why` at the first difference; a file's content counts as soon as it was read. */
export async function* checkedItems(
  items: AsyncIterable<HomeItem>,
  { lines }: Manifest,
  why: RefusalReason,
): AsyncGenerator<TarItem> {
  let count = 0
  for await (const { entry, content } of items) {
    const expected = lines.get(entry.path)
    if (!expected || !isSame(lineOf(entry, expected.sha256), expected))
      throw new ArchiveRefused(why, `${shown(entry.path)} is not what its list says.`)
    count++
    if (entry.kind === 'file') yield { entry, body: checkedContent(content, expected, why) }
    else {
      await drain(content)
      yield { entry }
    }
  }
  if (count !== lines.size)
    throw new ArchiveRefused(why, `${lines.size - count} of the things on its list are missing.`)
}

async function* checkedContent(
  content: AsyncIterable<Buffer>,
  { path, sha256 }: ManifestLine,
  why: RefusalReason,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const piece of content) {
    hash.update(piece)
    yield piece
  }
  if (hash.digest('hex') !== sha256)
    throw new ArchiveRefused(why, `The content of ${shown(path)} is not what its list says.`)
}

function isSame(one: ManifestLine, other: ManifestLine): boolean {
  const fields = ['path', 'kind', 'mode', 'size', 'sha256', 'target'] as const
  return fields.every((field) => one[field] === other[field])
}

export const shown = (name: string) => JSON.stringify(name.slice(0, 120))
