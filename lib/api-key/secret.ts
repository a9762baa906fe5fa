// dh_live_<key id>_<secret>: the id makes a leaked key traceable, only the digest of the whole is stored.
import { createHash, randomBytes } from 'node:crypto'

const shape = /^dh_live_[0-9a-f]{32}_[A-Za-z0-9_-]{32}$/

export function makeSecret(apiKeyId: string): string {
  return `dh_live_${apiKeyId.replaceAll('-', '')}_${randomBytes(24).toString('base64url')}`
}

export function looksLikeSecret(text: string): boolean {
  return shape.test(text)
}

export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
