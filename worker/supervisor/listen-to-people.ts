// What people can tell a running worker: `s` and `q` on a terminal, Ctrl-C once or twice, SIGTERM.
import type { ReadStream } from 'node:tty'

export interface Wishes {
  showStatus: () => void
  /** Finish what is begun, take nothing new, end. */
  drain: () => void
  /** Give back what is begun and end. */
  stop: () => void
}

/** `readsKeys`: also where stdin is no terminal. Returns what ends the listening. */
export function listenToPeople(stdin: ReadStream, readsKeys: boolean, wishes: Wishes): () => void {
  let interruptions = 0
  const interrupt = () => {
    interruptions += 1
    if (interruptions === 1) wishes.drain()
    else wishes.stop()
  }
  const hear = (keys: Buffer) => {
    for (const key of keys.toString('utf8')) {
      if (key === 's') wishes.showStatus()
      if (key === 'q') wishes.drain()
      if (key === '\u0003') interrupt()
    }
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', wishes.stop)
  process.on('SIGHUP', wishes.stop)
  const listens = stdin.isTTY || readsKeys
  if (listens) {
    if (stdin.isTTY) stdin.setRawMode(true)
    stdin.on('data', hear)
    stdin.on('error', () => undefined)
    stdin.unref()
  }
  return () => {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', wishes.stop)
    process.off('SIGHUP', wishes.stop)
    if (!listens) return
    stdin.off('data', hear)
    if (stdin.isTTY) stdin.setRawMode(false)
    stdin.pause()
  }
}
