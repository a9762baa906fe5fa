import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { terms } from './plans.ts'
import { lockSeats } from './read-entitlement.ts'
import { identityHash, normalizeEmail } from './trial-identity.ts'

/** Whoever founds a company after another one has what they left of looking around; none after a trial. Within the founding. */
export async function claimLooking(tx: Tx, companyId: string, founderEmail: string): Promise<void> {
  const founder = identityHash('founder', normalizeEmail(founderEmail))
  // In this order everywhere: whoever starts a trial has this lock before that of all trials.
  await lockSeats(tx, companyId)
  await sql`select deskhand.claim_looking(${founder}, ${terms.freeChatViews + 1})`.execute(tx)
}
