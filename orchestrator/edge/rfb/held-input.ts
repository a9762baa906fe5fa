// Which keys and buttons a viewer holds down on the desktop, so that they can be let go in its place when control ends. Pure.
import type { ClientMessage } from './client-message.ts'

export interface HeldInput {
  /** Hears every message that was let through to the desktop. */
  note: (message: ClientMessage) => void
  /** The messages that let everything go; empty when nothing is held. Forgets it. */
  letGo: () => Buffer
}

/** Nobody has more fingers. */
const maxKeys = 40

export function holdInput(): HeldInput {
  const keys = new Map<string, Buffer>()
  let pointer: Buffer | undefined
  return {
    note({ kind, bytes }) {
      if (kind === 'pointer') pointer = bytes[1] === 0 ? undefined : withoutButtons(bytes)
      if (kind !== 'key' && kind !== 'extended_key') return
      const { name, isDown, release } = kind === 'key' ? plainKey(bytes) : extendedKey(bytes)
      if (!isDown) keys.delete(name)
      else if (keys.size < maxKeys) keys.set(name, release)
    },
    letGo() {
      const messages = [...keys.values(), ...(pointer ? [pointer] : [])]
      keys.clear()
      pointer = undefined
      return Buffer.concat(messages)
    },
  }
}

function withoutButtons(bytes: Buffer): Buffer {
  const release = Buffer.from(bytes)
  release.writeUInt8(0, 1)
  return release
}

function plainKey(bytes: Buffer) {
  const release = Buffer.from(bytes)
  release.writeUInt8(0, 1)
  return { name: `key ${bytes.readUInt32BE(4)}`, isDown: bytes[1] !== 0, release }
}

function extendedKey(bytes: Buffer) {
  const release = Buffer.from(bytes)
  release.writeUInt16BE(0, 2)
  return { name: `code ${bytes.readUInt32BE(8)}`, isDown: bytes.readUInt16BE(2) !== 0, release }
}
