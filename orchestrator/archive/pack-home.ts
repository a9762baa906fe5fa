// Packs a home: manifest, content, compressed, sealed. The home is read twice, first to say what is in it, then to pack it: whoever
// unpacks knows everything before the first byte is written, and a home that changed in between is noticed.
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import { checkedItems, type HomeItem } from './checked-items.ts'
import { entryJudge, type HomeEntry } from './home-entry.ts'
import { defaultHomeLimits, type HomeLimits, largestManifestBytes } from './home-limits.ts'
import {
  type HomeOrigin,
  type LeftOut,
  lineOf,
  type Manifest,
  type ManifestLine,
  manifestName,
  manifestOf,
  manifestText,
} from './manifest.ts'
import { drain, readTar, type TarEntry } from './read-tar.ts'
import { ArchiveRefused } from './refusal.ts'
import { seal } from './seal.ts'
import { type TarItem, tarOf } from './tar-stream-of.ts'

export interface PackInput {
  /** The home as a tar stream; asked for twice, and the same both times. */
  openHome: () => Promise<Readable>
  origin: HomeOrigin
  secret: string
  limits?: HomeLimits
}

export const contentFolder = 'home'
/** Fast, and small enough: a home is mostly text and what is compressed already. */
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }

export async function packHome(
  { openHome, origin, secret, limits = defaultHomeLimits }: PackInput,
  write: (sealed: AsyncIterable<Buffer>) => Promise<void>,
): Promise<Manifest> {
  const manifest = await throughHome(openHome, (home) => surveyHome(home, origin, limits))
  await throughHome(openHome, async (home) => {
    const tar = tarOf(packedItems(manifest, home))
    await pipeline(tar, createZstdCompress(compression), async (compressed: AsyncIterable<Buffer>) =>
      write(seal(compressed, secret)),
    )
  })
  return manifest
}

/** However it ends, the home is given back: whoever gave it may wait for its end. */
async function throughHome<T>(
  openHome: PackInput['openHome'],
  read: (home: Readable) => Promise<T>,
): Promise<T> {
  const home = await openHome()
  try {
    return await read(home)
  } finally {
    home.destroy()
  }
}

async function surveyHome(home: Readable, origin: HomeOrigin, limits: HomeLimits): Promise<Manifest> {
  const found: ManifestLine[] = []
  const leftOut: LeftOut[] = []
  const judge = entryJudge()
  const roomFor = roomWithin(limits)
  for await (const entry of readTar(home)) {
    const header = plainHeader(entry)
    roomFor(header)
    const judgement = header.name === '' ? undefined : judge(header)
    const sha256 = await digestOf(entry)
    if (!judgement) continue
    if ('unwelcome' in judgement) leftOut.push({ path: header.name.slice(0, 200), why: judgement.unwelcome })
    else found.push(lineOf(judgement.entry, judgement.entry.kind === 'file' ? sha256 : undefined))
  }
  return manifestOf(origin, found, leftOut)
}

/** Of a line in the manifest, beside the names in it. */
const lineBytes = 200

/** Counts what comes. @throws ArchiveRefused for what is too much. */
function roomWithin({ bytes, entries, manifestBytes = largestManifestBytes }: HomeLimits) {
  const left = { bytes, entries, manifestBytes }
  return ({ name, size, linkname }: TarEntry['header']) => {
    left.bytes -= size
    left.entries -= name === '' ? 0 : 1
    left.manifestBytes -= Buffer.byteLength(name) + Buffer.byteLength(linkname ?? '') + lineBytes
    if (Math.min(left.bytes, left.entries, left.manifestBytes) < 0)
      throw new ArchiveRefused('too_large', 'Have what is not needed deleted, then try again.')
  }
}

async function digestOf({ content }: TarEntry): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of content) hash.update(piece)
  return hash.digest('hex')
}

async function* packedItems(manifest: Manifest, home: Readable): AsyncGenerator<TarItem> {
  yield manifestItem(manifest)
  const items = homeItems(home)
  for await (const { entry, body } of checkedItems(items, manifest, 'changed_while_packing'))
    yield { entry: inFolder(entry), ...(body ? { body } : {}) }
}

function manifestItem(manifest: Manifest): TarItem {
  const text = manifestText(manifest)
  const facts = { path: manifestName, mode: 0o600, modifiedAt: new Date(), size: text.length }
  return { entry: { kind: 'file', ...facts }, body: oneBuffer(text) }
}

async function* oneBuffer(text: Buffer): AsyncGenerator<Buffer> {
  yield text
}

/** What the survey left out is left out again; the manifest tells whether both saw the same. */
async function* homeItems(home: Readable): AsyncGenerator<HomeItem> {
  const judge = entryJudge()
  for await (const found of readTar(home)) {
    const header = plainHeader(found)
    const judgement = header.name === '' ? undefined : judge(header)
    if (judgement && 'entry' in judgement) yield { entry: judgement.entry, content: found.content }
    else await drain(found.content)
  }
}

/** tar says "./a" and "./a/" where people say "a". */
function plainHeader({ header }: TarEntry): TarEntry['header'] {
  const { name, type, linkname } = header
  const target = type === 'link' && linkname !== null ? plainName(linkname) : linkname
  return { ...header, name: plainName(name), linkname: target }
}

function plainName(name: string): string {
  return name
    .replace(/^(?:\.\/)+/, '')
    .replace(/^\.$/, '')
    .replace(/\/$/, '')
}

function inFolder(entry: HomeEntry): HomeEntry {
  const path = `${contentFolder}/${entry.path}`
  return entry.kind === 'hard_link'
    ? { ...entry, path, target: `${contentFolder}/${entry.target}` }
    : { ...entry, path }
}
