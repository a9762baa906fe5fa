// What a viewer says in RFB, cut out of a stream of bytes.

export type ClientMessage =
  | { kind: 'pixels' }
  | { kind: 'encodings'; encodings: number[] }
  | { kind: 'wants'; isIncremental: boolean }
  | { kind: 'key'; isDown: boolean; keysym: number }
  | { kind: 'pointer'; buttons: number; x: number; y: number }
  | { kind: 'text'; text: string }
  | { kind: 'fence'; flags: number; payload: Buffer }
  | { kind: 'other'; type: number }

/** The first message and its length; undefined while it has not come whole. @throws Error for an unknown type. */
export function readClientMessage(bytes: Buffer): { message: ClientMessage; length: number } | undefined {
  const length = lengthOf(bytes)
  if (length === undefined || bytes.length < length) return undefined
  return { message: messageOf(bytes.subarray(0, length)), length }
}

function lengthOf(bytes: Buffer): number | undefined {
  const has = (count: number) => bytes.length >= count
  switch (bytes[0]) {
    case undefined:
      return undefined
    case 0:
      return 20
    case 2:
      return has(4) ? 4 + 4 * bytes.readUInt16BE(2) : undefined
    case 3:
    case 150:
      return 10
    case 4:
      return 8
    case 5:
      return 6
    case 6:
      return has(8) ? 8 + Math.abs(bytes.readInt32BE(4)) : undefined
    case 248:
      return has(9) ? 9 + bytes.readUInt8(8) : undefined
    default:
      throw new Error(`A viewer sent a message of type ${bytes[0]}`)
  }
}

function messageOf(bytes: Buffer): ClientMessage {
  const type = bytes.readUInt8(0)
  switch (type) {
    case 0:
      return { kind: 'pixels' }
    case 2:
      return {
        kind: 'encodings',
        encodings: Array.from({ length: bytes.readUInt16BE(2) }, (_, at) => bytes.readInt32BE(4 + 4 * at)),
      }
    case 3:
      return { kind: 'wants', isIncremental: bytes[1] === 1 }
    case 4:
      return { kind: 'key', isDown: bytes[1] === 1, keysym: bytes.readUInt32BE(4) }
    case 5:
      return {
        kind: 'pointer',
        buttons: bytes.readUInt8(1),
        x: bytes.readUInt16BE(2),
        y: bytes.readUInt16BE(4),
      }
    case 6:
      return { kind: 'text', text: bytes.subarray(8).toString('latin1') }
    case 248:
      return { kind: 'fence', flags: bytes.readUInt32BE(4), payload: bytes.subarray(9) }
    default:
      return { kind: 'other', type }
  }
}
