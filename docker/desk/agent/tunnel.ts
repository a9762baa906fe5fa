// Makes a raw tunnel of an HTTP connection whose upgrade was granted.
import { connect, type NetConnectOpts } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'

const connectLimitMs = 5000

/** Answers 101 once the other end has taken the connection, 503 when it did not. */
export function openTunnel(client: Duplex, head: Buffer, target: NetConnectOpts): void {
  const inner = connect(target)
  const giveUp = setTimeout(() => inner.destroy(new Error('It took too long.')), connectLimitMs)
  const refuse = () => {
    clearTimeout(giveUp)
    client.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  }
  const leave = () => inner.destroy()
  client.once('error', leave).once('close', leave)
  inner.once('error', refuse)
  inner.once('connect', () => {
    clearTimeout(giveUp)
    inner.off('error', refuse).setNoDelay(true)
    client.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n')
    if (head.length > 0) inner.write(head)
    pipeline(client, inner, client, () => inner.destroy())
  })
}
