// Who counts as the same one when a trial is asked for: told by digests of an address, a network or a card.
import { createHash } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import { isPublicAddress } from '#lib/site/public-address.ts'

const gmail = new Set(['gmail.com', 'googlemail.com'])

/** One mailbox has many spellings: capitals, +tags, and dots where the provider reads over them. */
export function normalizeEmail(email: string): string {
  const lower = email.trim().toLowerCase()
  const at = lower.lastIndexOf('@')
  const domain = lower.slice(at + 1)
  const local = lower.slice(0, Math.max(at, 0)).replace(/(?<=.)\+.*$/, '')
  return gmail.has(domain) ? `${local.replaceAll('.', '')}@gmail.com` : `${local}@${domain}`
}

/** The /24 or /48 an address is in. Undefined where it says nothing about who asks: private networks, loopback, none. */
export function networkOf(address: string): string | undefined {
  const known = ipaddr.isValid(address) ? ipaddr.process(address) : undefined
  if (!known || !isPublicAddress(known.toString())) return undefined
  const bytes = known.toByteArray()
  const kept = known.kind() === 'ipv4' ? bytes.slice(0, 3) : bytes.slice(0, 6)
  return `${known.kind()}:${kept.join('.')}`
}

export function identityHash(kind: 'email' | 'card' | 'network' | 'founder', value: string): Buffer {
  return createHash('sha256').update(`deskhand.trial:${kind}:${value}`).digest()
}
