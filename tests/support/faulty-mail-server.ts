// A real SMTP server behind a line that fails as mail servers do: it refuses, hangs, or breaks off.
import { once } from 'node:events'
import net from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { freePort } from './free-port.ts'

export type Fault = 'refuses' | 'hangs' | 'breaks off at the mail' | 'breaks off before it says yes' | 'none'

export interface FaultyMailServer {
  url: string
  /** From the next connection on. */
  fail: (fault: Fault) => Promise<void>
  /** How often somebody came since the last change. */
  tries: () => number
  received: () => Promise<Email[]>
  close: () => Promise<void>
}

export async function faultyMailServer(): Promise<FaultyMailServer> {
  const texts: string[] = []
  const behind = await startBehind(texts)
  const port = await freePort()
  let fault: Fault = 'none'
  let tries = 0
  const sockets = new Set<net.Socket>()
  const line = net.createServer((client) => {
    tries += 1
    sockets.add(client)
    client.on('error', () => client.destroy())
    client.on('close', () => sockets.delete(client))
    if (fault !== 'hangs') carry(client, behind.port, fault)
  })
  const listen = async () => {
    line.listen(port, '127.0.0.1')
    await once(line, 'listening')
  }
  const stop = async () => {
    if (!line.listening) return
    const closed = once(line, 'close')
    line.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  await listen()
  return {
    url: `smtp://127.0.0.1:${port}`,
    async fail(next) {
      await stop()
      fault = next
      tries = 0
      if (next !== 'refuses') await listen()
    },
    tries: () => tries,
    received: () => Promise.all(texts.map((text) => PostalMime.parse(text))),
    async close() {
      await stop()
      await behind.close()
    },
  }
}

async function startBehind(texts: string[]) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _, done) => {
      let text = ''
      stream.on('data', (piece) => {
        text += piece
      })
      stream.on('end', () => {
        texts.push(text)
        done()
      })
    },
  })
  server.on('error', () => {})
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  return { port, close: () => new Promise<void>((resolve) => server.close(resolve)) }
}

/** 354 is "now the mail"; what the server says next is whether it has taken it. */
function carry(client: net.Socket, port: number, fault: Fault): void {
  const server = net.connect(port, '127.0.0.1')
  let isAtMail = false
  const end = () => {
    client.destroy()
    server.destroy()
  }
  server.on('error', end)
  server.on('close', end)
  client.on('close', () => server.destroy())
  client.pipe(server)
  server.on('data', (piece) => {
    if (isAtMail && fault === 'breaks off before it says yes') return end()
    // Not always alone: answers to several commands come together.
    isAtMail ||= /^354 /m.test(piece.toString('latin1'))
    if (isAtMail && fault === 'breaks off at the mail') return end()
    client.write(piece)
  })
}
