// One viewer's line to a desktop: sends, and waits for so many bytes more.
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'

export interface Line {
  send: (bytes: Buffer) => void
  /** Rejects when the line ends before. */
  take: (bytes: number) => Promise<void>
  /** Settles when it is closed. */
  close: () => Promise<void>
}

const patienceMs = 30_000

export function lineOverTcp(socket: Socket): Line {
  const reading = readBytes()
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('data', (piece) => reading.came(piece.length))
  socket.on('error', (error) => reading.end(error.message))
  socket.once('close', () => reading.end('closed'))
  return {
    send: (bytes) => void socket.write(bytes),
    take: reading.take,
    close() {
      socket.destroy()
      return closed
    },
  }
}

export function lineOverWebSocket(socket: WebSocket): Line {
  const reading = readBytes()
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('message', (data) => reading.came(Buffer.isBuffer(data) ? data.length : 0))
  socket.on('error', (error) => reading.end(error.message))
  socket.once('close', (code, reason) => reading.end(`closed with ${code} ${reason}`))
  return {
    send: (bytes) => socket.send(bytes),
    take: reading.take,
    close() {
      socket.close()
      return closed
    },
  }
}

/** Bytes that came, and who waits for how many. */
function readBytes() {
  let available = 0
  let ended: string | undefined
  let settle: () => void = () => undefined
  return {
    came(bytes: number) {
      available += bytes
      settle()
    },
    end(why: string) {
      ended ??= why
      settle()
    },
    take(bytes: number) {
      return new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${bytes} bytes did not come`)), patienceMs)
        settle = () => {
          if (available < bytes && ended === undefined) return
          settle = () => undefined
          clearTimeout(late)
          if (available < bytes) return reject(new Error(`A line to a desktop ended: ${ended}`))
          available -= bytes
          resolve()
        }
        settle()
      })
    },
  }
}
