import { describe, expect, it } from 'vitest'
import { handshake, rfb } from '#tests/support/rfb-messages.ts'
import { type ClientMessage, NotUnderstood, readClientMessages } from './client-message.ts'

const everyKind: [ClientMessage['kind'], Buffer][] = [
  ['pixel_format', rfb.pixelFormat()],
  ['encodings', rfb.encodings([7, 16, -223])],
  ['encodings', rfb.encodings([])],
  ['update_request', rfb.updateRequest()],
  ['key', rfb.key(0x61)],
  ['pointer', rfb.pointer(1, 2, 255)],
  ['cut_text', rfb.cutText('Grüße')],
  ['cut_text', rfb.cutText('')],
  ['cut_text', rfb.clipboard('request')],
  ['cut_text', rfb.clipboard('provide', Buffer.from('zlib'))],
  ['continuous_updates', rfb.continuousUpdates()],
  ['fence', rfb.fence('12345678')],
  ['fence', rfb.fence('')],
  ['xvp', rfb.xvp(2)],
  ['desktop_size', rfb.desktopSize(1)],
  ['extended_key', rfb.extendedKey(0xff0d)],
  ['audio', rfb.audio(0)],
  ['audio', rfb.audio(2)],
]
const opening: [ClientMessage['kind'], Buffer][] = [
  ['version', rfb.version],
  ['security', rfb.securityNone],
  ['init', rfb.init()],
]
const all = [...opening, ...everyKind]
const stream = Buffer.concat(all.map(([, bytes]) => bytes))
const asRead = (messages: ClientMessage[]) => messages.map(({ kind, bytes }) => [kind, bytes.toString('hex')])
const expected = all.map(([kind, bytes]) => [kind, bytes.toString('hex')])

describe('a viewer’s stream', () => {
  it.each(everyKind)('%s is read as it is', (kind, bytes) => {
    const read = readClientMessages()
    read(handshake)
    expect(asRead(read(bytes))).toEqual([[kind, bytes.toString('hex')]])
  })

  it('is read the same wherever it is cut in two', () => {
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const read = readClientMessages()
      const messages = [...read(stream.subarray(0, cut)), ...read(stream.subarray(cut))]
      expect(asRead(messages)).toEqual(expected)
    }
  })

  it('is read the same byte by byte', () => {
    const read = readClientMessages()
    expect(asRead([...stream].flatMap((byte) => read(Buffer.from([byte]))))).toEqual(expected)
  })

  it('is read the same in random pieces', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = seeded(seed)
      const chosen = Array.from({ length: 30 }, () => everyKind[random(everyKind.length)] ?? everyKind[0])
      const sent = [...opening, ...chosen.filter((one) => one !== undefined)]
      const read = readClientMessages()
      const messages = cut(Buffer.concat(sent.map(([, bytes]) => bytes)), random).flatMap(read)
      expect(asRead(messages)).toEqual(sent.map(([kind, bytes]) => [kind, bytes.toString('hex')]))
    }
  })

  it('of noise ends in a refusal or waits for more, and never in anything else', () => {
    for (let seed = 1; seed <= 3000; seed += 1) {
      const random = seeded(seed)
      const noise = Buffer.from(Array.from({ length: 200 }, () => random(256)))
      const read = readClientMessages()
      try {
        const messages = cut(Buffer.concat([handshake, noise]), random).flatMap(read)
        const readBytes = messages.reduce((sum, { bytes }) => sum + bytes.length, 0)
        expect(readBytes).toBeLessThanOrEqual(handshake.length + noise.length)
      } catch (error) {
        expect(error).toBeInstanceOf(NotUnderstood)
      }
    }
  })

  it.each([
    ['an unknown message', Buffer.from([7])],
    ['an obsolete message', Buffer.from([1])],
    ['an unknown QEMU message', Buffer.from([255, 9])],
    ['an unknown audio operation', Buffer.from([255, 1, 0, 9])],
    ['more encodings than there are', Buffer.from([2, 0, 0xff, 0xff])],
    ['a clipboard of 2 GB', Buffer.from([6, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff])],
    ['an extended clipboard of 2 GB', Buffer.from([6, 0, 0, 0, 0x80, 0, 0, 0])],
    ['a fence that is too long', Buffer.from([248, 0, 0, 0, 0, 0, 0, 0, 65])],
    ['200 screens', Buffer.from([251, 0, 0, 0, 0, 0, 200, 0])],
  ])('with %s is refused', (_, bytes) => {
    const read = readClientMessages()
    read(handshake)
    expect(() => read(bytes)).toThrow(NotUnderstood)
  })
})

/** Numbers that look random and are the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function cut(bytes: Buffer, random: (below: number) => number): Buffer[] {
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + random(40)
    pieces.push(bytes.subarray(at, at + length))
    at += length
  }
  return pieces
}
