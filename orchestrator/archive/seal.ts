// The outside of a packed home: a header with a salt, then pieces, each encrypted and authenticated (AES-256-GCM). A piece's
// number and whether it is the last are part of its nonce, so none can be moved, left out, doubled or cut off unnoticed. The key
// is derived for this one file from the installation's secret and the salt.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { type ByteReader, byteReader } from './byte-reader.ts'
import { ArchiveRefused } from './refusal.ts'

const magic = Buffer.from('DESKHOME')
const version = 1
const pieceBytes = 256 * 1024
const [saltBytes, proofBytes, checkBytes, tagBytes, frameBytes] = [32, 16, 8, 16, 8]
const saltAt = magic.length + 4
const headerBytes = saltAt + saltBytes + proofBytes + checkBytes
const lastMark = 0x8000_0000
const cipherName = 'aes-256-gcm'

interface Keys {
  key: Buffer
  /** Tells a wrong secret from a damaged file. Says nothing about the key. */
  proof: Buffer
}

export async function* seal(content: AsyncIterable<Buffer>, secret: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes)
  const { key, proof } = keysOf(secret, salt)
  const body = Buffer.concat([magic, Buffer.from([version, 0, 0, 0]), salt, proof])
  const header = Buffer.concat([body, checkOf(body)])
  yield header
  const reader = byteReader(content)
  let piece = await reader.read(pieceBytes)
  for (let number = 0; ; number++) {
    const next = piece.length < pieceBytes ? empty : await reader.read(pieceBytes)
    const isLast = next.length === 0
    yield sealPiece(piece, { key, header, number, isLast })
    if (isLast) return
    piece = next
  }
}

/** @throws ArchiveRefused: not_an_archive, unknown_version, wrong_key, truncated, out_of_order, damaged. */
export async function* unseal(sealed: AsyncIterable<Buffer>, secret: string): AsyncGenerator<Buffer> {
  const reader = byteReader(sealed)
  const header = await reader.read(headerBytes)
  const key = openHeader(header, secret)
  for (let number = 0; ; number++) {
    const piece = await readPiece(reader, { key, header, number })
    yield piece.content
    if (piece.isLast) break
  }
  if ((await reader.read(1)).length > 0) throw new ArchiveRefused('damaged', 'Something follows its end.')
}

const empty = Buffer.alloc(0)

interface Place {
  key: Buffer
  header: Buffer
  number: number
}

function sealPiece(content: Buffer, { key, header, number, isLast }: Place & { isLast: boolean }): Buffer {
  const frame = Buffer.alloc(frameBytes)
  frame.writeUInt32BE(number, 0)
  frame.writeUInt32BE((content.length | (isLast ? lastMark : 0)) >>> 0, 4)
  const cipher = createCipheriv(cipherName, key, nonceOf(number, isLast))
  cipher.setAAD(Buffer.concat([header, frame]))
  return Buffer.concat([frame, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

async function readPiece(reader: ByteReader, { key, header, number }: Place) {
  const frame = await reader.read(frameBytes)
  if (frame.length < frameBytes) throw new ArchiveRefused('truncated')
  if (frame.readUInt32BE(0) !== number) throw new ArchiveRefused('out_of_order')
  const isLast = frame.readUInt32BE(4) >= lastMark
  const length = frame.readUInt32BE(4) % lastMark
  if (length > pieceBytes) throw new ArchiveRefused('damaged')
  const sealed = await reader.read(length + tagBytes)
  if (sealed.length < length + tagBytes) throw new ArchiveRefused('truncated')
  const decipher = createDecipheriv(cipherName, key, nonceOf(number, isLast))
  decipher.setAAD(Buffer.concat([header, frame]))
  decipher.setAuthTag(sealed.subarray(length))
  const content = decipher.update(sealed.subarray(0, length))
  try {
    decipher.final()
  } catch (error) {
    throw new ArchiveRefused('damaged', undefined, error)
  }
  return { content, isLast }
}

function openHeader(header: Buffer, secret: string): Buffer {
  const isWhole = header.length === headerBytes && header.subarray(0, magic.length).equals(magic)
  const body = header.subarray(0, headerBytes - checkBytes)
  if (!isWhole || !checkOf(body).equals(header.subarray(-checkBytes)))
    throw new ArchiveRefused('not_an_archive')
  if (header[magic.length] !== version) throw new ArchiveRefused('unknown_version')
  const { key, proof } = keysOf(secret, header.subarray(saltAt, saltAt + saltBytes))
  const given = header.subarray(saltAt + saltBytes, saltAt + saltBytes + proofBytes)
  if (!timingSafeEqual(proof, given)) throw new ArchiveRefused('wrong_key')
  return key
}

function keysOf(secret: string, salt: Buffer): Keys {
  const derived = Buffer.from(hkdfSync('sha256', secret, salt, 'deskhand packed home 1', 32 + proofBytes))
  return { key: derived.subarray(0, 32), proof: derived.subarray(32) }
}

/** The key is used for this file only, so counting is enough. */
function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(number, 4)
  nonce.writeUInt32BE(isLast ? 1 : 0, 8)
  return nonce
}

function checkOf(body: Buffer): Buffer {
  return createHash('sha256').update(body).digest().subarray(0, checkBytes)
}
