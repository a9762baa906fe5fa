// How often one may knock, counted in Postgres so that a restart forgives nobody.
import 'server-only'
import { createHash } from 'node:crypto'
import { hitRate } from '#lib/limit/hit-rate.ts'
import { clientAddress } from '../../_edge/client-address.ts'
import { ensureDatabase } from '../../_edge/database.ts'

const windowSeconds = 15 * 60

const limits = {
  /** Mails to one address. */
  mail: { perAddress: 6, perClient: 40 },
  /** Codes tried: with six digits and ten tries nobody guesses one before it expires. */
  code: { perAddress: 10, perClient: 60 },
  link: { perAddress: null, perClient: 60 },
} as const

/** Counts one try. @throws AppError `rate_limited` saying how long to wait. */
export async function limitTries(of: keyof typeof limits, email?: string): Promise<void> {
  ensureDatabase()
  const { perAddress, perClient } = limits[of]
  await hitRate({
    bucket: `sign-in:${of}:client:${digestOf(await clientAddress())}`,
    hits: perClient,
    windowSeconds,
  })
  if (perAddress && email) {
    await hitRate({ bucket: `sign-in:${of}:address:${digestOf(email)}`, hits: perAddress, windowSeconds })
  }
}

/** Addresses of people are not kept, only told apart. */
function digestOf(email: string): string {
  return createHash('sha256').update(email).digest('base64url')
}
