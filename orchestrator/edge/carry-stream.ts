// Carries one viewer's stream: the desktop's bytes as they are, the viewer's message by message. Neither side can fill the memory:
// whoever reads slowly slows the other down, and who does not read at all is closed.
import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { closeCodes } from '#lib/wire/desktop.ts'
import type { EdgeMetrics } from './metrics.ts'
import { NotUnderstood, readClientMessages } from './rfb/client-message.ts'
import { holdInput } from './rfb/held-input.ts'
import { screenMessages } from './rfb/screen-message.ts'

export interface Carrying {
  mayInput: () => boolean
  /** The viewer did something, and it was let through. */
  onInput: () => void
  withClipboard: boolean
  metrics: EdgeMetrics
  limits?: Partial<StreamLimits>
}

export interface StreamLimits {
  highBytes: number
  lowBytes: number
  /** A reader that takes nothing for this long is closed. */
  slowMs: number
  pingMs: number
  /** A viewer that says nothing at all for this long is closed. */
  idleMs: number
}

export interface CarriedStream {
  /** Lets go what is held down, when control has ended. */
  controlChanged: () => void
  /** Ends both sides at once; the reason is for the page. */
  close: (code: number, reason: string) => void
}

const usual: StreamLimits = {
  highBytes: 4_000_000,
  lowBytes: 1_000_000,
  slowMs: 30_000,
  pingMs: 15_000,
  idleMs: 30 * 60_000,
}
const farewellMs = 1_000
/** Whoever asks again and again and reads no answer gets none. */
const mostPongBytes = 65_536

export function carryStream(viewer: WebSocket, desktop: Duplex, carrying: Carrying): CarriedStream {
  const limits = { ...usual, ...carrying.limits }
  const { metrics, mayInput, onInput } = carrying
  const held = holdInput()
  const read = readClientMessages()
  const screen = screenMessages(carrying)
  let isEnded = false
  let heardAt = performance.now()
  let isAlive = true
  let slow: NodeJS.Timeout | undefined

  function close(code: number, reason: string): void {
    if (isEnded) return
    isEnded = true
    clearInterval(heartbeat)
    clearTimeout(slow)
    desktop.destroy()
    if (viewer.readyState !== viewer.CLOSED) {
      metrics.closed(code)
      viewer.resume()
      viewer.close(code, reason)
      setTimeout(() => viewer.terminate(), farewellMs).unref()
    }
  }

  function toViewer(piece: Buffer): void {
    if (isEnded) return
    metrics.bytes('to_viewer', piece.length)
    viewer.send(piece, () => {
      if (!slow || viewer.bufferedAmount > limits.lowBytes) return
      clearTimeout(slow)
      slow = undefined
      desktop.resume()
    })
    if (slow || viewer.bufferedAmount <= limits.highBytes) return
    desktop.pause()
    slow = setTimeout(() => close(closeCodes.tooSlow, 'too slow'), limits.slowMs)
  }

  function toDesktop(data: RawData): void {
    const passed: Buffer[] = []
    for (const message of read(asBuffer(data))) {
      const { bytes, isInput, isDropped } = screen(message)
      if (isDropped) metrics.dropped()
      if (isInput) held.note(message)
      if (isInput) onInput()
      if (bytes.length > 0) passed.push(bytes)
    }
    send(Buffer.concat(passed))
  }

  function send(bytes: Buffer): void {
    if (bytes.length === 0 || isEnded || desktop.destroyed) return
    metrics.bytes('to_desk', bytes.length)
    if (desktop.write(bytes)) return
    viewer.pause()
    desktop.once('drain', () => viewer.resume())
  }

  viewer.on('message', (data, isBinary) => {
    if (isEnded) return
    heardAt = performance.now()
    if (!isBinary) return answerPing(viewer, asBuffer(data))
    try {
      toDesktop(data)
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error
      close(closeCodes.notUnderstood, error.message)
    }
  })
  viewer.on('ping', (words) => {
    if (!isEnded && viewer.bufferedAmount < mostPongBytes) viewer.pong(words)
  })
  viewer.on('pong', () => {
    isAlive = true
  })
  viewer.once('close', () => close(1000, ''))
  viewer.once('error', () => close(1011, ''))
  desktop.on('data', toViewer)
  desktop.once('close', () => close(closeCodes.deskEnded, 'the desk ended'))
  desktop.once('end', () => close(closeCodes.deskEnded, 'the desk ended'))
  desktop.on('error', () => close(closeCodes.deskEnded, 'the desk ended'))

  const heartbeat = setInterval(() => {
    if (performance.now() - heardAt >= limits.idleMs) return close(closeCodes.idle, 'idle')
    if (!isAlive) return close(closeCodes.tooSlow, 'no answer')
    isAlive = false
    viewer.ping()
  }, limits.pingMs)

  return {
    close,
    controlChanged: () => {
      if (!mayInput()) send(held.letGo())
    },
  }
}

/** A page cannot send WebSocket pings: it sends `ping 7` as text and gets `pong 7`, which tells it the latency. */
function answerPing(viewer: WebSocket, words: Buffer): void {
  const [, number] = /^ping (\d{1,10})$/.exec(words.toString('latin1', 0, 20)) ?? []
  if (number !== undefined && viewer.bufferedAmount < mostPongBytes) viewer.send(`pong ${number}`)
}

function asBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}
