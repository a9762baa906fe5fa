// What of a viewer's messages reaches the desktop. Looking is always allowed, everything that changes the desktop only with
// control of it, and what reaches past the desktop never. Pure.
import { type ClientMessage, NotUnderstood } from './client-message.ts'

export interface ViewerRights {
  /** Asked for every message: control comes and goes while the stream runs. */
  mayInput: () => boolean
  /** Text may pass between the viewer's clipboard and the desktop's. */
  withClipboard: boolean
}

interface Screened {
  /** What to send on; empty for a message that was dropped. */
  bytes: Buffer
  /** The viewer did something to the desktop, and it was let through. */
  isInput: boolean
  isDropped: boolean
}

type Screen = (message: ClientMessage) => Screened

const nothing = Buffer.alloc(0)
const dropped: Screened = { bytes: nothing, isInput: false, isDropped: true }
const pass = (bytes: Buffer): Screened => ({ bytes, isInput: false, isDropped: false })
const input = (bytes: Buffer): Screened => ({ bytes, isInput: true, isDropped: false })

/** One for each connection. @throws NotUnderstood for a handshake that is not ours. */
export function screenMessages({ mayInput, withClipboard }: ViewerRights): Screen {
  let hasQuietened = withClipboard
  return ({ kind, bytes }) => {
    switch (kind) {
      case 'version':
        return pass(require38(bytes))
      case 'security':
        return pass(requireNone(bytes))
      case 'init':
        // Always shared: a viewer that asks to be alone would close everybody else's.
        return pass(Buffer.from([1]))
      case 'pixel_format':
      case 'update_request':
      case 'continuous_updates':
      case 'fence':
        return pass(bytes)
      case 'encodings': {
        const encodings = screenEncodings(bytes)
        if (hasQuietened) return pass(encodings)
        hasQuietened = true
        return pass(Buffer.concat([encodings, keepClipboard]))
      }
      case 'key':
      case 'extended_key':
      case 'pointer':
      case 'desktop_size':
        return mayInput() ? input(bytes) : dropped
      case 'cut_text':
        return withClipboard ? screenCutText(bytes, mayInput) : dropped
      case 'xvp':
      case 'audio':
        return dropped
    }
  }
}

function require38(bytes: Buffer): Buffer {
  if (bytes.toString('latin1') === 'RFB 003.008\n') return bytes
  throw new NotUnderstood('a version other than RFB 3.8')
}

/** The walls around the desk are the authentication; VNC's own has none to add. */
function requireNone(bytes: Buffer): Buffer {
  if (bytes[0] === 1) return bytes
  throw new NotUnderstood('a security type other than none')
}

const extendedClipboard = 0xc0a1e5ce - 2 ** 32

/** Extensions whose messages are known here. One that is not could carry input nobody recognises. */
function isKnownEncoding(encoding: number): boolean {
  return known.has(encoding) || isBetween(encoding, -32, -23) || isBetween(encoding, -256, -247)
}
const isBetween = (number: number, low: number, high: number) => number >= low && number <= high
const known = new Set([
  ...[0, 1, 2, 5, 6, 7, 16, 21, 50, -260],
  // Size of the desktop, last rectangle, pointer, keys, lights, name, screens, fence, continuous updates, pointer with alpha.
  ...[-223, -224, -239, -258, -261, -307, -308, -312, -313, -314],
  0x574d5664,
  extendedClipboard,
])

function screenEncodings(bytes: Buffer): Buffer {
  const wanted: number[] = []
  for (let at = 4; at < bytes.length; at += 4) wanted.push(bytes.readInt32BE(at))
  const allowed = [
    ...wanted.filter((one) => one !== extendedClipboard && isKnownEncoding(one)),
    extendedClipboard,
  ]
  const screened = Buffer.alloc(4 + 4 * allowed.length)
  screened.writeUInt8(2, 0)
  screened.writeUInt16BE(allowed.length, 2)
  allowed.forEach((encoding, place) => {
    screened.writeInt32BE(encoding, 4 + 4 * place)
  })
  return screened
}

const actions = { caps: 1 << 24, request: 1 << 25, peek: 1 << 26, notify: 1 << 27 }
const actionBits = 0xff << 24
const formatText = 1

/**
 * Tells the desktop, in the viewer's place, that it may only announce that there is text: without a request, which is dropped,
 * no text ever leaves it.
 */
const keepClipboard = capsMessage(actions.caps | actions.notify | formatText)

function capsMessage(flags: number): Buffer {
  const message = Buffer.alloc(16)
  message.writeUInt8(6, 0)
  message.writeInt32BE(-8, 4)
  message.writeInt32BE(flags, 8)
  message.writeUInt32BE(0, 12)
  return message
}

/** Text that goes to the desktop is input; asking for the desktop's text is looking. */
function screenCutText(bytes: Buffer, mayInput: () => boolean): Screened {
  const isExtended = bytes.readInt32BE(4) < 0
  const action = isExtended && bytes.length >= 12 ? bytes.readInt32BE(8) & actionBits : 0
  // What the viewer is capable of is told with the bits of all actions at once.
  const isCaps = (action & actions.caps) !== 0
  if (isCaps || action === actions.request || action === actions.peek) return pass(bytes)
  return mayInput() ? input(bytes) : dropped
}
