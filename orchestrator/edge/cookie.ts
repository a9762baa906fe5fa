// The cookie of a desk's own host. Partitioned: it is set from a page of another site, and browsers keep such cookies only so.
import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const name = '__Host-desk'
const shape = /^[A-Za-z0-9_-]{43}$/
export const sessionSeconds = 8 * 60 * 60

export interface NewCookie {
  header: string
  secretHash: Buffer
}

export function newCookie(): NewCookie {
  const secret = randomBytes(32).toString('base64url')
  return { header: `${name}=${secret}; Max-Age=${sessionSeconds}; ${attributes}`, secretHash: hashOf(secret) }
}

export const noCookie = () => `${name}=; Max-Age=0; ${attributes}`

/** What is kept of the cookie a request shows; undefined unless there is exactly one that could be ours. */
export function secretHashOf({ headers }: IncomingMessage): Buffer | undefined {
  const found = (headers.cookie ?? '').split(';').flatMap((pair) => {
    const [key = '', ...value] = pair.trim().split('=')
    return key === name ? [value.join('=')] : []
  })
  const [secret = ''] = found
  return found.length === 1 && shape.test(secret) ? hashOf(secret) : undefined
}

const attributes = 'Path=/; Secure; HttpOnly; SameSite=None; Partitioned'

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
