import { describe, expect, it } from 'vitest'
import { rfb } from '#tests/support/rfb-messages.ts'
import { NotUnderstood, readClientMessages } from './client-message.ts'
import { screenMessages } from './screen-message.ts'

interface Viewer {
  hasControl?: boolean
  withClipboard?: boolean
}

/** What reaches the desktop of what a viewer sends after the handshake. */
function passed(sent: Buffer[], { hasControl = false, withClipboard = false }: Viewer = {}) {
  const read = readClientMessages()
  const screen = screenMessages({ mayInput: () => hasControl, withClipboard })
  read(Buffer.concat([rfb.version, rfb.securityNone, rfb.init()])).forEach(screen)
  return sent.flatMap((bytes) => read(bytes)).map(screen)
}
const bytesOf = (sent: Buffer[], viewer?: Viewer) =>
  Buffer.concat(passed(sent, viewer).map(({ bytes }) => bytes))

const looking = [rfb.pixelFormat(), rfb.updateRequest(), rfb.continuousUpdates(), rfb.fence('x')]
const doing: [string, Buffer][] = [
  ['a key', rfb.key(0x61)],
  ['a key of QEMU', rfb.extendedKey(0x61)],
  ['the pointer', rfb.pointer(5, 5)],
  ['a click', rfb.pointer(5, 5, 1)],
  ['a size', rfb.desktopSize(1)],
]

describe('somebody who only looks', () => {
  it('may do all that looking needs', () => {
    expect(bytesOf(looking).equals(Buffer.concat(looking))).toBe(true)
  })

  it.each(doing)('sends %s, and it is dropped', (_, bytes) => {
    expect(passed([bytes])).toMatchObject([{ isDropped: true, isInput: false, bytes: Buffer.alloc(0) }])
  })

  it('gets nothing through between things that are allowed', () => {
    const mixed = looking.flatMap((bytes) => [rfb.key(1), bytes, rfb.pointer(1, 1, 1)])
    expect(bytesOf(mixed).equals(Buffer.concat(looking))).toBe(true)
  })
})

describe('somebody who has control', () => {
  it.each(doing)('sends %s, and it counts as input', (_, bytes) => {
    expect(passed([bytes], { hasControl: true })).toMatchObject([{ isInput: true, isDropped: false, bytes }])
  })

  it('loses it in the middle of the stream', () => {
    let hasControl = true
    const screen = screenMessages({ mayInput: () => hasControl, withClipboard: false })
    expect(screen({ kind: 'key', bytes: rfb.key(1) }).isDropped).toBe(false)
    hasControl = false
    expect(screen({ kind: 'key', bytes: rfb.key(1, false) }).isDropped).toBe(true)
  })

  it.each([
    ['power off', rfb.xvp(2)],
    ['sound', rfb.audio(0)],
  ])('still cannot ask for %s', (_, bytes) => {
    expect(passed([bytes], { hasControl: true })).toMatchObject([{ isDropped: true }])
  })
})

describe('the handshake', () => {
  const screen = () => screenMessages({ mayInput: () => true, withClipboard: false })

  it('never asks to be alone', () => {
    expect(screen()({ kind: 'init', bytes: rfb.init(false) }).bytes).toEqual(rfb.init(true))
  })

  it.each(['RFB 003.003\n', 'RFB 003.889\n', 'GET / HTTP/1'])('is refused as %j', (words) => {
    expect(() => screen()({ kind: 'version', bytes: Buffer.from(words) })).toThrow(NotUnderstood)
  })

  it('is refused with another security than none', () => {
    expect(() => screen()({ kind: 'security', bytes: Buffer.from([2]) })).toThrow(NotUnderstood)
  })
})

const extendedClipboard = 0xc0a1e5ce - 2 ** 32
const keepsClipboard = Buffer.from('06000000fffffff80900000100000000', 'hex')

describe('the extensions a viewer asks for', () => {
  it('are those that are known; power, sound and unknown ones are left out', () => {
    const asked = rfb.encodings([7, 16, -309, -259, -305, -316, 12345, -23, -247, -308])
    const granted = rfb.encodings([7, 16, -23, -247, -308, extendedClipboard])
    expect(bytesOf([asked], { withClipboard: true })).toEqual(granted)
  })

  it('always have the clipboard that can be told to keep its text, and it is told so once', () => {
    const granted = rfb.encodings([7, extendedClipboard])
    expect(bytesOf([rfb.encodings([7]), rfb.encodings([extendedClipboard, 7])])).toEqual(
      Buffer.concat([granted, keepsClipboard, granted]),
    )
  })
})

describe('the clipboard', () => {
  const toDesktop = [
    rfb.cutText('secret'),
    rfb.clipboard('notify'),
    rfb.clipboard('provide', Buffer.from('x')),
  ]
  const fromDesktop = [
    rfb.clipboard('caps', Buffer.alloc(4)),
    rfb.clipboard('request'),
    rfb.clipboard('peek'),
  ]

  it('is shut unless it was asked for', () => {
    expect(bytesOf([...toDesktop, ...fromDesktop], { hasControl: true })).toHaveLength(0)
  })

  it('gives the desktop’s text to whoever looks, and takes text from whoever has control', () => {
    expect(bytesOf([...toDesktop, ...fromDesktop], { withClipboard: true })).toEqual(
      Buffer.concat(fromDesktop),
    )
    expect(bytesOf(toDesktop, { withClipboard: true, hasControl: true })).toEqual(Buffer.concat(toDesktop))
  })
})
