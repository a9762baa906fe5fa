import { createHash, randomBytes } from 'node:crypto'

/** Who holds it may report on the run. Only its digest is kept. */
export function newLeaseToken(): string {
  return randomBytes(24).toString('base64url')
}

export function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
