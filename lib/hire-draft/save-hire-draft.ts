import type { Member } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { parseInput } from '#lib/parse-input.ts'
import { emptyDraft, type HireDraft } from './draft.ts'
import { hireDraftInput } from './hire-draft.ts'
import { draftOf } from './read-hire-draft.ts'

/** Keeps what was entered so far; fields not named stay. A draft that became an employee starts over. */
export function saveHireDraft(caller: Member, input: unknown): Promise<HireDraft> {
  const changes = parseInput(hireDraftInput, input)
  return transact(caller, async (tx) => {
    const present = await draftOf(tx, caller)
    const next = { ...(present.employeeId ? emptyDraft : present), ...changes, updatedAt: new Date() }
    await tx
      .insertInto('hireDrafts')
      .values({ companyId: caller.companyId, userId: caller.userId, ...next })
      .onConflict((conflict) => conflict.columns(['companyId', 'userId']).doUpdateSet(next))
      .execute()
    return draftOf(tx, caller)
  })
}
