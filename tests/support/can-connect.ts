import { connect } from 'node:net'

const patienceMs = 4_000

/** Whether somebody takes a TCP connection at host:port. */
export function canConnect(target: string): Promise<boolean> {
  const at = target.lastIndexOf(':')
  return new Promise((resolve) => {
    const socket = connect({ host: target.slice(0, at), port: Number(target.slice(at + 1)) })
    const end = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.setTimeout(patienceMs, () => end(false))
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}
