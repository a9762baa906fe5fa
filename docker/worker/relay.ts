// A worker has no network. Programs inside know how to use a proxy at an address, so one stands here and hands on to the socket that
// is shared with the way out.
import { once } from 'node:events'
import { connect, createServer } from 'node:net'

export async function startRelay(port: number, socketPath: string): Promise<() => void> {
  const server = createServer((inside) => {
    const outside = connect(socketPath)
    inside.pipe(outside)
    outside.pipe(inside)
    inside.on('error', () => outside.destroy())
    outside.on('error', () => inside.destroy())
    inside.on('close', () => outside.destroy())
    outside.on('close', () => inside.destroy())
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return () => server.close()
}
