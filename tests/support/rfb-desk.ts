// Stands in for the desktops of a runtime: each speaks RFB as a VNC server does, and remembers what reached it.
import { type Duplex, duplexPair } from 'node:stream'
import { type ClientMessage, readClientMessages } from '#orchestrator/edge/rfb/client-message.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'

export interface RfbDesk {
  runtime: Pick<DeskRuntime, 'openDesktop' | 'pauseInput' | 'pictureOf'>
  /** What reached the desktop after the handshake, of all its viewers, oldest first. */
  received: (deskId: string) => ClientMessage[]
  kinds: (deskId: string) => string[]
  /** Sends to every viewer of the desktop. */
  show: (deskId: string, bytes: Buffer) => void
  /** How much was taken of what was shown to the first viewer: false while it is held back. */
  isTaken: (deskId: string) => boolean
  openStreams: (deskId: string) => number
  /** The desk ends, and its desktop with it. */
  end: (deskId: string) => void
  /** What the desk was told last of its employee's input, and how often it was told anything. */
  paused: Map<string, boolean>
  told: () => number
  /** Cannot be reached any more. */
  breakDown: (isBroken: boolean) => void
  picturesTaken: () => number
}

const serverVersion = Buffer.from('RFB 003.008\n')
const securityNone = Buffer.from([1, 1])
const securityOk = Buffer.alloc(4)
const serverInit = Buffer.concat([
  Buffer.from([5, 0, 3, 32]),
  Buffer.from([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0]),
  Buffer.from([0, 0, 0, 4]),
  Buffer.from('desk'),
])
/** Everything the server says before the viewer sees anything. */
export const greeting = Buffer.concat([serverVersion, securityNone, securityOk, serverInit])

export function standInDesks(): RfbDesk {
  const streams = new Map<string, Set<Duplex>>()
  const heard = new Map<string, ClientMessage[]>()
  const paused = new Map<string, boolean>()
  let told = 0
  let isBroken = false
  let pictures = 0
  const of = (deskId: string) => [...(streams.get(deskId) ?? [])]

  function serve(deskId: string): Duplex {
    const [near, far] = duplexPair({ highWaterMark: 65_536 })
    const open = streams.get(deskId) ?? new Set()
    streams.set(deskId, open.add(far))
    const read = readClientMessages()
    far.write(serverVersion)
    far.on('data', (piece: Buffer) => {
      for (const message of read(piece)) {
        const answer = answers[message.kind]
        if (answer) far.write(answer)
        else heard.set(deskId, [...(heard.get(deskId) ?? []), message])
      }
    })
    far.once('close', () => open.delete(far))
    near.once('close', () => far.destroy())
    far.on('error', () => undefined)
    return near
  }

  return {
    runtime: {
      openDesktop: async (deskId) => {
        if (isBroken) throw new Error('The desk cannot be reached')
        return serve(deskId)
      },
      pauseInput: async (deskId, isPaused) => {
        told += 1
        if (isBroken) throw new Error('The desk cannot be reached')
        paused.set(deskId, isPaused)
      },
      pictureOf: async () => {
        pictures += 1
        if (isBroken) throw new Error('The desk cannot be reached')
        return { mediaType: 'image/jpeg', bytes: Buffer.from(`picture ${pictures}`) }
      },
    },
    received: (deskId) => heard.get(deskId) ?? [],
    kinds: (deskId) => (heard.get(deskId) ?? []).map(({ kind }) => kind),
    show: (deskId, bytes) => {
      for (const stream of of(deskId)) stream.write(bytes)
    },
    isTaken: (deskId) => of(deskId)[0]?.writableNeedDrain === false,
    openStreams: (deskId) => of(deskId).length,
    end: (deskId) => {
      for (const stream of of(deskId)) stream.end()
    },
    paused,
    told: () => told,
    breakDown: (broken) => {
      isBroken = broken
    },
    picturesTaken: () => pictures,
  }
}

const answers: Partial<Record<ClientMessage['kind'], Buffer>> = {
  version: securityNone,
  security: securityOk,
  init: serverInit,
}
