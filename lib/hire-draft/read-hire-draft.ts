import type { Member } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { emptyDraft, type HireDraft } from './draft.ts'

/** The caller's unfinished hire, or an empty one. */
export function readHireDraft(caller: Member): Promise<HireDraft> {
  return transact(caller, (tx) => draftOf(tx, caller))
}

export async function draftOf(tx: Tx, caller: Member): Promise<HireDraft> {
  const row = await tx
    .selectFrom('hireDrafts')
    .where('companyId', '=', caller.companyId)
    .where('userId', '=', caller.userId)
    .select([
      'step',
      'planKey',
      'roleKey',
      'skills',
      'name',
      'toneKey',
      'toneWords',
      'about',
      'companyName',
      'employeeId',
    ])
    .$narrowType<Pick<HireDraft, 'step' | 'toneKey'>>()
    .executeTakeFirst()
  return row ?? emptyDraft
}
