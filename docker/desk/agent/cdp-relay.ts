// Stands between the gateway and Chromium's debugging port. While a person has control, what the gateway sends is held back here;
// it waits in the sockets and goes on in order afterwards.
import { connect, createServer, type Socket } from 'node:net'

export interface CdpRelay {
  setPaused: (isPaused: boolean) => void
  /** When something last went from the gateway to the browser. */
  usedAtMs: () => number | null
  close: () => Promise<void>
}

export function openCdpRelay(input: { listenPort: number; targetPort: number }): Promise<CdpRelay> {
  const incoming = new Set<Socket>()
  let isPaused = false
  let usedAtMs: number | null = null

  const server = createServer((gateway) => {
    const browser = connect(input.targetPort, '127.0.0.1')
    incoming.add(gateway)
    if (isPaused) gateway.pause()
    gateway.on('data', (chunk) => {
      usedAtMs = Date.now()
      if (!browser.write(chunk)) gateway.pause()
    })
    browser.on('drain', () => isPaused || gateway.resume())
    browser.pipe(gateway)
    gateway.on('end', () => browser.end())
    gateway.on('error', () => browser.destroy())
    gateway.on('close', () => {
      incoming.delete(gateway)
      browser.destroy()
    })
    browser.on('error', () => gateway.destroy())
    browser.on('close', () => gateway.end())
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(input.listenPort, '127.0.0.1', () =>
      resolve({
        setPaused: (paused) => {
          isPaused = paused
          for (const gateway of incoming) paused ? gateway.pause() : gateway.resume()
        },
        usedAtMs: () => usedAtMs,
        close: () => {
          for (const gateway of incoming) gateway.destroy()
          return new Promise((closed) => server.close(() => closed()))
        },
      }),
    )
  })
}
