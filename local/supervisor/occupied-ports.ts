/** Looks before anything starts, so that a taken port is one clear line and not a child's stack trace. */
import { createServer } from 'node:net'
import { type Ports, portLabels, portNames } from '../ports.ts'
import { StartProblem } from '../problem.ts'

export async function requireFreePorts(ports: Ports): Promise<void> {
  for (const name of portNames) {
    if (await isFree(ports[name])) continue
    throw new StartProblem(
      `Port ${ports[name]} (${portLabels[name]}) is taken by another program. Set DESKHAND_PORT to another number: ` +
        `it is ${ports.app} now, and ports ${ports.app} to ${ports.stripe} must be free.`,
    )
  }
}

async function isFree(port: number): Promise<boolean> {
  // The browser may try ::1 first for "localhost", so nobody else may answer there either.
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'))
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
    )
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
