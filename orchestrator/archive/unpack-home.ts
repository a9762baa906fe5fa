// Unpacks a home that anybody may have made: opened, inflated, screened against its own manifest and against limits, and handed on
// as a clean tar stream. Whoever takes that stream keeps nothing unless it ends well.
import { Readable } from 'node:stream'
import { createZstdDecompress } from 'node:zlib'
import { checkedItems, type HomeItem, shown } from './checked-items.ts'
import { entryJudge } from './home-entry.ts'
import { defaultHomeLimits, type HomeLimits, largestManifestBytes } from './home-limits.ts'
import { type HomeFacts, type Manifest, manifestName, parseManifest } from './manifest.ts'
import { contentFolder } from './pack-home.ts'
import { readTar, type TarEntry } from './read-tar.ts'
import { ArchiveRefused } from './refusal.ts'
import { unseal } from './seal.ts'
import { type TarItem, tarOf } from './tar-stream-of.ts'

export interface UnpackInput {
  sealed: AsyncIterable<Buffer>
  secret: string
  /** Whose home it must be, where that matters. */
  employeeId?: string
  limits?: HomeLimits
}

/** A line of the manifest with the longest name is shorter than this. */
const manifestBytesPerEntry = 5_000
/** Headers, padding and the end of a tar stream. */
const tarBytesPerEntry = 12 * 512

/**
 * `put` gets the home as a tar stream and must keep nothing of it when the stream breaks.
 * @throws ArchiveRefused for whatever is not a whole, true and harmless home of this installation.
 */
export async function unpackHome(
  input: UnpackInput,
  put: (home: Readable) => Promise<void>,
): Promise<HomeFacts> {
  const limits = input.limits ?? defaultHomeLimits
  const seen: { facts?: HomeFacts } = {}
  const inflated = inflate(unseal(input.sealed, input.secret), limits)
  const items = screenedItems(inflated, { ...input, limits }, (facts) => {
    seen.facts = facts
  })
  const home = Readable.from(tarOf(items), { objectMode: false })
  try {
    await put(home)
  } catch (error) {
    throw home.errored ?? error
  } finally {
    home.destroy()
  }
  if (!home.readableEnded || !seen.facts)
    throw new Error('The home was put away before it was read to its end.')
  return seen.facts
}

/** Counts what really comes out, whatever was declared. */
async function* inflate(content: AsyncIterable<Buffer>, limits: HomeLimits): AsyncGenerator<Buffer> {
  const mostBytes = limits.bytes + limits.entries * tarBytesPerEntry + largestManifestBytes
  let bytes = 0
  const source = Readable.from(content, { objectMode: false })
  const inflated = createZstdDecompress()
  source.once('error', (error) => inflated.destroy(error))
  try {
    for await (const piece of source.pipe(inflated)) {
      bytes += piece.length
      if (bytes > mostBytes) throw new ArchiveRefused('too_large')
      yield piece
    }
  } finally {
    source.destroy()
    inflated.destroy()
  }
}

type Expectation = Pick<UnpackInput, 'employeeId'> & { limits: HomeLimits }

async function* screenedItems(
  tar: AsyncIterable<Buffer>,
  expected: Expectation,
  onFacts: (facts: HomeFacts) => void,
): AsyncGenerator<TarItem> {
  const entries = readTar(tar)
  const manifest = await readManifest(await entries.next(), expected.limits)
  requireExpected(manifest, expected)
  onFacts(manifest.facts)
  yield* checkedItems(homeItems(entries, expected.limits), manifest, 'differs_from_manifest')
}

async function readManifest(first: IteratorResult<TarEntry>, limits: HomeLimits): Promise<Manifest> {
  if (first.done || first.value.header.name !== manifestName || first.value.header.type !== 'file')
    throw new ArchiveRefused('differs_from_manifest', 'It has no list of what is in it.')
  const most = Math.min(largestManifestBytes, (limits.entries + 1) * manifestBytesPerEntry)
  if (first.value.header.size > most) throw new ArchiveRefused('too_large', 'Its list is too long.')
  const pieces: Buffer[] = []
  for await (const piece of first.value.content) pieces.push(piece)
  return parseManifest(Buffer.concat(pieces).toString('utf8'))
}

function requireExpected({ facts }: Manifest, { employeeId, limits }: Expectation): void {
  if (employeeId !== undefined && facts.employeeId !== employeeId) throw new ArchiveRefused('of_another')
  if (facts.bytes > limits.bytes)
    throw new ArchiveRefused('too_large', `It says it holds ${facts.bytes} bytes.`)
  if (facts.entries > limits.entries)
    throw new ArchiveRefused('too_large', `It says it holds ${facts.entries} things.`)
}

async function* homeItems(entries: AsyncIterable<TarEntry>, limits: HomeLimits): AsyncGenerator<HomeItem> {
  const judge = entryJudge()
  let [count, bytes] = [0, 0]
  for await (const found of entries) {
    const judgement = judge(withoutFolder(found))
    if ('unwelcome' in judgement)
      throw new ArchiveRefused('hostile', `${shown(found.header.name)}: ${inWords(judgement.unwelcome)}.`)
    const { entry } = judgement
    count++
    if (entry.kind === 'file') bytes += entry.size
    if (count > limits.entries || bytes > limits.bytes) throw new ArchiveRefused('too_large')
    yield { entry, content: found.content }
  }
}

/** Everything but the manifest lies in one folder, so that no home's file can pass for the manifest. */
function withoutFolder({ header }: TarEntry): TarEntry['header'] {
  const prefix = `${contentFolder}/`
  if (!header.name.startsWith(prefix))
    throw new ArchiveRefused('hostile', `${shown(header.name)}: it lies outside of the home.`)
  const name = header.name.slice(prefix.length)
  if (header.type !== 'link') return { ...header, name }
  const target = header.linkname ?? ''
  return { ...header, name, linkname: target.startsWith(prefix) ? target.slice(prefix.length) : '' }
}

function inWords(unwelcome: string): string {
  return unwelcome.replaceAll('_', ' ')
}
