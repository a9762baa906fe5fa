import { sql } from 'kysely'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { terms } from './plans.ts'
import { identityHash, networkOf, normalizeEmail } from './trial-identity.ts'

export type TrialVerdict = 'started' | 'had_one' | 'network'

const dayMs = 24 * 60 * 60 * 1000

/** Starts the company's trial of a plan, or says why there is none: one for each founder, and a few for each network. */
export async function startTrial(
  tx: Tx,
  caller: CompanyCaller,
  { planKey, clientAddress }: { planKey: string; clientAddress: string | undefined },
): Promise<TrialVerdict> {
  const { rows: clock } = await sql<{ now: Date }>`select now() as now`.execute(tx)
  const ends = new Date((clock[0]?.now ?? new Date()).getTime() + terms.trialDays * dayMs)
  const emails = (await whoAsks(tx, caller)).map((email) => identityHash('email', normalizeEmail(email)))
  const network = networkOf(clientAddress ?? '')
  const networkHash = network ? identityHash('network', network) : null
  const { rows } = await sql<{ verdict: TrialVerdict }>`
    select deskhand.start_trial(${planKey}, ${ends}, ${emails}::bytea[], ${networkHash}, ${terms.trialsPerNetwork},
      ${terms.trialsPerNetworkDays}) as verdict`.execute(tx)
  return rows[0]?.verdict ?? 'had_one'
}

/** Whoever founded the company, or owns it now, and whoever chooses for it. */
async function whoAsks(tx: Tx, caller: CompanyCaller): Promise<string[]> {
  const people = await tx
    .selectFrom('members')
    .innerJoin('companies', 'companies.id', 'members.companyId')
    .where('members.companyId', '=', caller.companyId)
    .where((eb) =>
      eb.or([eb('members.role', '=', 'owner'), eb('members.userId', '=', eb.ref('companies.foundedBy'))]),
    )
    .select('members.email')
    .execute()
  const emails = people.map(({ email }) => email)
  return caller.kind === 'member' ? [...emails, caller.email] : emails
}
