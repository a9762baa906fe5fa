// The least that Node can do for a request: the peer of everything that answers over HTTP. Prints its port.
import { createServer } from 'node:http'

const body = JSON.stringify({ status: 'ok' })
const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) console.log(address.port)
})
// Whoever started it holds the other end.
process.stdin.resume().once('end', () => process.exit(0))
