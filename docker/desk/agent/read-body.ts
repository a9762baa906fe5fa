// The JSON a request brings. Throws RangeError, in words, where it is none or too long.
import type { IncomingMessage } from 'node:http'

const longestBytes = 32 * 1024 * 1024

export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of request) {
    sizeBytes += chunk.length
    if (sizeBytes > longestBytes) throw new RangeError(`At most ${longestBytes} bytes are taken.`)
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new RangeError('The body is JSON.')
  }
}
