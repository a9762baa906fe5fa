// Makes packed homes that only an attacker would make: sealed with the right secret, with a manifest that says what is in them.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { zstdCompressSync } from 'node:zlib'
import { type Header, pack } from 'tar-stream'
import { type HomeFacts, homeSha256, type ManifestLine, manifestName } from '../manifest.ts'
import { seal } from '../seal.ts'

export const secret = 's'.repeat(40)

export interface Crafted {
  header: Partial<Header> & { name: string; pax?: Record<string, string> }
  content?: string
}

const kinds: Record<string, ManifestLine['kind']> = {
  file: 'file',
  directory: 'folder',
  symlink: 'link',
  link: 'hard_link',
}

/** As a tar stream, written by the library and not by our own writer. */
export async function craftTar(entries: Crafted[]): Promise<Buffer> {
  const tar = pack()
  for (const { header, content } of entries) {
    const facts: Crafted['header'] = { type: 'file', mode: 0o644, mtime: new Date(0), ...header }
    const hasBody = facts.type === 'file' || facts.type === 'contiguous-file'
    if (hasBody) tar.entry(facts, content ?? '')
    else tar.entry(facts)
  }
  tar.finalize()
  const pieces: Buffer[] = []
  for await (const piece of tar) if (Buffer.isBuffer(piece)) pieces.push(piece)
  return Buffer.concat(pieces)
}

export function crafted(entries: Crafted[], facts: Partial<HomeFacts> = {}): Promise<Buffer> {
  return craftTar([manifestEntry(entries, facts), ...entries])
}

function manifestEntry(entries: Crafted[], facts: Partial<HomeFacts>): Crafted {
  // Of things that come twice the first: the attacker says what would pass.
  const lines = [
    ...new Map(
      entries
        .map(lineOf)
        .reverse()
        .map((line) => [line.path, line]),
    ).values(),
  ]
  const files = lines.filter(({ kind }) => kind === 'file')
  const whole: HomeFacts = {
    format: 1,
    deskId: 'desk',
    employeeId: 'ada',
    madeAt: new Date(0).toISOString(),
    openclaw: '1',
    files: files.length,
    entries: lines.length,
    bytes: files.reduce((sum, { size = 0 }) => sum + size, 0),
    leftOut: 0,
    leftOutNames: [],
    homeSha256: homeSha256(lines),
    ...facts,
  }
  const content = [whole, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('')
  return { header: { name: manifestName, mode: 0o600 }, content }
}

function lineOf({ header, content = '' }: Crafted): ManifestLine {
  const kind = kinds[header.type ?? 'file'] ?? 'file'
  const path = (header.pax?.path ?? header.name).replace(/^home\//, '').replace(/\/$/, '')
  const target = (header.pax?.linkpath ?? header.linkname)?.replace(/^home\//, '')
  return {
    path,
    kind,
    mode: header.mode ?? 0o644,
    ...(kind === 'file'
      ? { size: content.length, sha256: createHash('sha256').update(content).digest('hex') }
      : {}),
    ...(target === undefined ? {} : { target }),
  }
}

export function sealed(tar: Buffer, with_: { secret?: string } = {}): Promise<Buffer> {
  return bytesOf(seal(piecesOf(zstdCompressSync(tar)), with_.secret ?? secret))
}

export async function* piecesOf(content: Buffer, size = 64 * 1024): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
}

export async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  return Buffer.concat(await Readable.from(stream).toArray())
}

/** Rewrites a byte of the header that names `name`, and its checksum with it. */
export function withHeaderByte(tar: Buffer, name: string, at: number, byte: number): Buffer {
  const copy = Buffer.from(tar)
  const start = copy.indexOf(Buffer.from(`${name}\0`))
  const header = copy.subarray(start, start + 512)
  header[at] = byte
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, one) => total + one, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return copy
}
