import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from './seal.ts'
import { bytesOf, piecesOf, secret } from './testing/craft-home.ts'

const headerBytes = 68
const pieceBytes = 256 * 1024
const sealedPieceBytes = 8 + pieceBytes + 16
const content = randomBytes(3 * pieceBytes + 1000)
const sealed = await bytesOf(seal(piecesOf(content), secret))
const open = (bytes: Buffer, key = secret) => bytesOf(unseal(piecesOf(bytes, 10_007), key))
const pieceAt = (number: number) => headerBytes + number * sealedPieceBytes
const withByte = (at: number) => {
  const copy = Buffer.from(sealed)
  copy.writeUInt8((copy.readUInt8(at) + 1) % 256, at)
  return copy
}
const pieces = [0, 1, 2, 3].map((number) => sealed.subarray(pieceAt(number), pieceAt(number + 1)))
const header = sealed.subarray(0, headerBytes)

describe('what is sealed', () => {
  it.each([0, 1, pieceBytes - 1, pieceBytes, pieceBytes + 1, 2 * pieceBytes])(
    'comes out again: %i bytes',
    async (length) => {
      const some = content.subarray(0, length)
      expect((await open(await bytesOf(seal(piecesOf(some), secret)))).equals(some)).toBe(true)
    },
  )

  it('is never sealed the same way twice, and shows nothing of itself', async () => {
    const zeros = Buffer.alloc(100_000)
    const [one, two] = await Promise.all([1, 2].map(() => bytesOf(seal(piecesOf(zeros), secret))))
    expect(one?.equals(two ?? zeros)).toBe(false)
    expect(one?.includes(Buffer.alloc(32))).toBe(false)
  })
})

describe('it is refused', () => {
  const refused = (bytes: Buffer, why: string, key?: string) =>
    expect(open(bytes, key)).rejects.toMatchObject({ code: 'invalid', why })

  it('with another secret', () => refused(sealed, 'wrong_key', 'x'.repeat(40)))
  it.each([
    ['in the middle of a piece', sealed.length - 20],
    ['between two pieces', pieceAt(2)],
    ['behind the header', headerBytes],
    ['in the middle of a frame', pieceAt(1) + 5],
  ])('when it was cut off %s', (_, at) => refused(sealed.subarray(0, at), 'truncated'))
  it.each([0, 10, headerBytes - 1])('when there is not even a header: %i bytes', (at) =>
    refused(sealed.subarray(0, at), 'not_an_archive'),
  )
  it('when it is something else', () => refused(randomBytes(1000), 'not_an_archive'))
  it('when two pieces changed places', () =>
    refused(Buffer.concat([header, ...[0, 2, 1, 3].flatMap((at) => pieces[at] ?? [])]), 'out_of_order'))
  it('when a piece is missing', () =>
    refused(Buffer.concat([header, ...[0, 2, 3].flatMap((at) => pieces[at] ?? [])]), 'out_of_order'))
  it('when two pieces changed places and their numbers with them', () => {
    const [first, second, third, last] = pieces.map((piece) => Buffer.from(piece))
    if (!first || !second || !third || !last) throw new Error('too few pieces')
    second.writeUInt32BE(2, 0)
    third.writeUInt32BE(1, 0)
    return refused(Buffer.concat([header, first, third, second, last]), 'damaged')
  })
  it('when a piece says that it is the last', () => {
    const copy = Buffer.from(sealed.subarray(0, pieceAt(1)))
    copy.writeUInt32BE((pieceBytes | 0x8000_0000) >>> 0, headerBytes + 4)
    return refused(copy, 'damaged')
  })
  it('when something follows its end', () => refused(Buffer.concat([sealed, Buffer.from('x')]), 'damaged'))
  it('when its end is that of another file under the same secret', async () => {
    const other = await bytesOf(seal(piecesOf(content), secret))
    await refused(Buffer.concat([sealed.subarray(0, pieceAt(2)), other.subarray(pieceAt(2))]), 'damaged')
  })
  it('when a single bit flips, wherever that is', async () => {
    const places = [0, 8, 9, 12, 44, 60, 67, pieceAt(0) + 4, pieceAt(0) + 8, pieceAt(1) - 1, pieceAt(2) + 500]
    for (const at of [...places, sealed.length - 1])
      await expect(open(withByte(at)), `byte ${at}`).rejects.toMatchObject({ name: 'ArchiveRefused' })
  })
})
