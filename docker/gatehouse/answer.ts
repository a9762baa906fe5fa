// Short plain answers: on a response, or straight onto the connection of somebody who asked for a passage.
import type { ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'

const lingerMs = 2000

export function answer(response: ServerResponse, status: number, text = ''): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(status, headersFor(text)).end(bodyOf(text))
}

/** Says it and hangs up. */
export function answerAndEnd(
  socket: Socket,
  status: number,
  text = '',
  more: Record<string, string> = {},
): void {
  const headers = Object.entries({ ...headersFor(text), Connection: 'close', ...more })
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...headers.map((header) => header.join(': ')),
  ]
  socket.on('error', () => socket.destroy())
  socket.setTimeout(lingerMs, () => socket.destroy())
  socket.end(`${lines.join('\r\n')}\r\n\r\n${bodyOf(text)}`)
  socket.resume()
}

export function sayEstablished(socket: Socket): void {
  socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
}

const bodyOf = (text: string) => (text === '' ? '' : `${text}\n`)

function headersFor(text: string): Record<string, string> {
  return {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(bodyOf(text))),
    'X-Content-Type-Options': 'nosniff',
  }
}
