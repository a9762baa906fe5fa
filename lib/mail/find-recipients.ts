import type { MemberRole } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'

const rolesOf = { owners: ['owner'], managers: ['owner', 'admin'] } as const satisfies Record<
  string,
  readonly MemberRole[]
>

/** The addresses of a company's owners, or of its owners and admins. Works for its callers and for the orchestrator. */
export async function findRecipients(
  tx: Tx,
  companyId: string,
  who: keyof typeof rolesOf,
): Promise<string[]> {
  const members = await tx
    .selectFrom('members')
    .where('companyId', '=', companyId)
    .where('role', 'in', rolesOf[who])
    .select('email')
    .orderBy('joinedAt')
    .execute()
  return members.map(({ email }) => email)
}
