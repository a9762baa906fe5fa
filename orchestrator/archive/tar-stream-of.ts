// Writes a tar stream piece by piece, as whoever reads it asks: nothing piles up, and a fault in the middle ends the stream.
import type { HomeEntry } from './home-entry.ts'

export interface TarItem {
  entry: HomeEntry
  /** Of a file: exactly as many bytes as its size. */
  body?: AsyncIterable<Buffer>
}

const blockBytes = 512
const nameBytes = 100
const largestPlainSize = 0o77_777_777_777
/** The employee's number at every desk. */
const owner = 1000

export async function* tarOf(items: AsyncIterable<TarItem>): AsyncGenerator<Buffer> {
  for await (const { entry, body } of items) {
    yield headersOf(entry)
    if (entry.kind !== 'file') continue
    let written = 0
    for await (const piece of body ?? []) {
      written += piece.length
      yield piece
    }
    if (written !== entry.size) throw new Error(`${entry.size} bytes were announced and ${written} came.`)
    yield Buffer.alloc(paddingOf(written))
  }
  yield Buffer.alloc(2 * blockBytes)
}

const typeFlags: Record<HomeEntry['kind'], string> = { file: '0', hard_link: '1', link: '2', folder: '5' }

function headersOf(entry: HomeEntry): Buffer {
  const name = entry.kind === 'folder' ? `${entry.path}/` : entry.path
  const target = 'target' in entry ? entry.target : ''
  const size = entry.kind === 'file' ? entry.size : 0
  const extended = [
    ...(isPlain(name) ? [] : [paxRecord('path', name)]),
    ...(isPlain(target) ? [] : [paxRecord('linkpath', target)]),
    ...(size <= largestPlainSize ? [] : [paxRecord('size', String(size))]),
  ]
  const facts = { mode: entry.mode, size: Math.min(size, largestPlainSize), modifiedAt: entry.modifiedAt }
  const own = header({ ...facts, name, target, typeFlag: typeFlags[entry.kind] })
  return extended.length === 0 ? own : Buffer.concat([...paxHeader(extended), own])
}

interface HeaderFields {
  name: string
  target: string
  typeFlag: string
  mode: number
  size: number
  modifiedAt: Date
}

function header({ name, target, typeFlag, mode, size, modifiedAt }: HeaderFields): Buffer {
  const block = Buffer.alloc(blockBytes)
  const seconds = Math.max(0, Math.floor(modifiedAt.getTime() / 1000))
  block.write(isPlain(name) ? name : 'see-extended-header', 0, nameBytes)
  block.write(octal(mode, 7), 100)
  block.write(octal(owner, 7), 108)
  block.write(octal(owner, 7), 116)
  block.write(octal(size, 11), 124)
  block.write(octal(Math.min(seconds, largestPlainSize), 11), 136)
  block.write(' '.repeat(8), 148)
  block.write(typeFlag, 156)
  block.write(isPlain(target) ? target : '', 157, nameBytes)
  block.write('ustar\u000000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${octal(sum, 6)}\u0000 `, 148)
  return block
}

function paxHeader(records: Buffer[]): Buffer[] {
  const content = Buffer.concat(records)
  const facts = { target: '', mode: 0o644, modifiedAt: new Date(0) }
  return [
    header({ ...facts, name: 'PaxHeader', typeFlag: 'x', size: content.length }),
    content,
    Buffer.alloc(paddingOf(content.length)),
  ]
}

/** "<length> <key>=<value>\n", where the length counts itself. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`)
  let length = rest.length + 1
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length
  return Buffer.concat([Buffer.from(String(length)), rest])
}

const isPlain = (text: string) => Buffer.byteLength(text) <= nameBytes && /^[\x20-\x7e]*$/.test(text)
const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0')
const paddingOf = (size: number) => (blockBytes - (size % blockBytes)) % blockBytes
