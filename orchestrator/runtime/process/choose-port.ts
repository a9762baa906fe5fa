// A desk keeps its port. The range lies below the ports that systems hand out by themselves, which a bind can lose at any time.
import { createHash } from 'node:crypto'
import { createServer } from 'node:net'
import { AppError } from '#lib/errors.ts'

const firstEphemeralPort = 32768
const rangeSize = 2000

/** Where to look, in which order: two installations on one machine start at different places. Pure. */
export function portsToTry(base: number, seed: string, taken: ReadonlySet<number>): number[] {
  const first = Math.max(1024, Math.min(base, firstEphemeralPort - rangeSize))
  const offset = createHash('sha256').update(seed).digest().readUInt32BE() % rangeSize
  return Array.from({ length: rangeSize }, (_, index) => first + ((offset + index) % rangeSize)).filter(
    (port) => !taken.has(port),
  )
}

export async function choosePort(base: number, seed: string, taken: ReadonlySet<number>): Promise<number> {
  for (const port of portsToTry(base, seed, taken)) {
    if (await isPortFree(port)) return port
  }
  throw new AppError('unavailable', { detail: `No port is free for a desk near ${base}.` })
}

/** OpenClaw listens on both loopbacks; a machine without IPv6 has only one. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'))
}

async function canListen(port: number, host: string): Promise<boolean> {
  const server = createServer()
  return await new Promise((resolve) => {
    server.once('error', (error) => resolve('code' in error && error.code === 'EADDRNOTAVAIL'))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
