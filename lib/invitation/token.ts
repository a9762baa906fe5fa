import { createHash, randomBytes } from 'node:crypto'

/** The secret of an invitation's link; only its digest is stored. */
export function makeToken(): string {
  return randomBytes(24).toString('base64url')
}

export function digestOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
