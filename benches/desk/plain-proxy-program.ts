// What websockify does, in a few lines: whoever opens a WebSocket gets the desktop. Asks nobody, reads nothing, waits for slow ones.
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { createWebSocketStream, WebSocketServer } from 'ws'
import { desktopPort, ready, told } from './told.ts'

const desktop = { port: told(desktopPort).desktopPort, host: '127.0.0.1', noDelay: true }

// Caddy asks it, as it asks the edge, whether a host name is known.
const server = createServer((_, response) => response.end())
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (viewer) => {
  const stream = createWebSocketStream(viewer)
  const screen = connect(desktop)
  stream.on('error', () => screen.destroy()).on('close', () => screen.destroy())
  screen.on('error', () => viewer.terminate()).on('close', () => viewer.close())
  stream.pipe(screen).pipe(stream)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) ready(address.port)
})
