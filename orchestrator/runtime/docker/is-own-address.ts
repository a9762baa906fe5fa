import { once } from 'node:events'
import { createServer } from 'node:net'

/** Whether this machine can listen there. Asked of the kernel: a bridge that nobody stands on yet is in no list of interfaces. */
export async function isOwnAddress(address: string): Promise<boolean> {
  const probe = createServer()
  try {
    probe.listen(0, address)
    await once(probe, 'listening')
    return true
  } catch {
    return false
  } finally {
    probe.close()
  }
}
