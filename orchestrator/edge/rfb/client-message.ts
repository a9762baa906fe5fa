// Cuts what a viewer sends into the messages of RFB 3.8, however it arrives in pieces. Knows the length of every message it lets
// exist; whatever it does not know ends the connection, because nothing after it could be understood. Pure.

type ClientMessageKind =
  | 'version'
  | 'security'
  | 'init'
  | 'pixel_format'
  | 'encodings'
  | 'update_request'
  | 'key'
  | 'pointer'
  | 'cut_text'
  | 'continuous_updates'
  | 'fence'
  | 'xvp'
  | 'desktop_size'
  | 'extended_key'
  | 'audio'

export interface ClientMessage {
  kind: ClientMessageKind
  bytes: Buffer
}

/** What the viewer says is not the protocol of desktops, or more of it than anybody needs. */
export class NotUnderstood extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'NotUnderstood'
  }
}

/** Reads pieces in order; answers with the messages that are whole now. @throws NotUnderstood */
export type MessageReader = (piece: Buffer) => ClientMessage[]

const maxCutTextBytes = 1024 * 1024
const maxEncodings = 200
const maxScreens = 16
const maxFenceBytes = 64

export function readClientMessages(): MessageReader {
  const opening: ClientMessageKind[] = ['version', 'security', 'init']
  const pieces: Buffer[] = []
  let size = 0
  /** A long text that comes in crumbs is put together once, not with every crumb. */
  let needed = 1
  return (piece) => {
    pieces.push(piece)
    size += piece.length
    const messages: ClientMessage[] = []
    if (size < needed) return messages
    let rest = pieces.length === 1 ? piece : Buffer.concat(pieces)
    for (;;) {
      const [phase] = opening
      const found = phase ? measureOpening(phase) : measure(rest)
      needed = found?.length ?? rest.length + 1
      if (!found || rest.length < found.length) break
      messages.push({ kind: found.kind, bytes: rest.subarray(0, found.length) })
      rest = rest.subarray(found.length)
      opening.shift()
    }
    pieces.splice(0, pieces.length, rest)
    size = rest.length
    return messages
  }
}

interface Measured {
  kind: ClientMessageKind
  length: number
}

const openingLengths: Partial<Record<ClientMessageKind, number>> = { version: 12, security: 1, init: 1 }

function measureOpening(kind: ClientMessageKind): Measured {
  return { kind, length: openingLengths[kind] ?? 1 }
}

const fixed = new Map<number, Measured>([
  [0, { kind: 'pixel_format', length: 20 }],
  [3, { kind: 'update_request', length: 10 }],
  [4, { kind: 'key', length: 8 }],
  [5, { kind: 'pointer', length: 6 }],
  [150, { kind: 'continuous_updates', length: 10 }],
  [250, { kind: 'xvp', length: 4 }],
])

interface Variable {
  kind: ClientMessageKind
  /** How much has to be there before the length is known. */
  header: number
  length: (bytes: Buffer) => number
}

const variable = new Map<number, Variable>([
  [
    2,
    {
      kind: 'encodings',
      header: 4,
      length: (bytes) => 4 + 4 * atMost(bytes.readUInt16BE(2), maxEncodings, 'encodings'),
    },
  ],
  [
    6,
    {
      kind: 'cut_text',
      header: 8,
      // A negative length is the extended clipboard's.
      length: (bytes) => 8 + atMost(Math.abs(bytes.readInt32BE(4)), maxCutTextBytes, 'bytes of text'),
    },
  ],
  [
    248,
    {
      kind: 'fence',
      header: 9,
      length: (bytes) => 9 + atMost(bytes.readUInt8(8), maxFenceBytes, 'bytes in a fence'),
    },
  ],
  [
    251,
    {
      kind: 'desktop_size',
      header: 8,
      length: (bytes) => 8 + 16 * atMost(bytes.readUInt8(6), maxScreens, 'screens'),
    },
  ],
])

/** Undefined while too little is there to tell. */
function measure(bytes: Buffer): Measured | undefined {
  const [type] = bytes
  if (type === undefined) return undefined
  const known = fixed.get(type)
  if (known) return known
  if (type === 255) return measureQemu(bytes)
  const growing = variable.get(type)
  if (!growing) throw new NotUnderstood(`message type ${type}`)
  if (bytes.length < growing.header) return undefined
  return { kind: growing.kind, length: growing.length(bytes) }
}

function measureQemu(bytes: Buffer): Measured | undefined {
  if (bytes.length < 2) return undefined
  const submessage = bytes.readUInt8(1)
  if (submessage === 0) return { kind: 'extended_key', length: 12 }
  if (submessage !== 1) throw new NotUnderstood(`QEMU message ${submessage}`)
  if (bytes.length < 4) return undefined
  const operation = bytes.readUInt16BE(2)
  if (operation > 2) throw new NotUnderstood(`QEMU audio operation ${operation}`)
  return { kind: 'audio', length: operation === 2 ? 10 : 4 }
}

function atMost(given: number, allowed: number, what: string): number {
  if (given > allowed) throw new NotUnderstood(`${given} ${what}`)
  return given
}
