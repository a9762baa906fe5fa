import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { terms } from './plans.ts'
import { readEntitlement } from './read-entitlement.ts'
import { settleTerms } from './settle-terms.ts'

/**
 * Says that somebody opens the chat page. Without a plan that is counted; a reload within ten minutes is the same opening, and one past the
 * last ends the looking around: `standing` is then "looked". Answers with what the company may do from now on.
 */
export function countChatView(caller: CompanyCaller): Promise<Entitlement> {
  authorize(caller, 'chat.read')
  return transact(caller, async (tx) => {
    const before = await readEntitlement(tx, caller.companyId)
    if (before.standing !== 'looking') return before
    const { rows } = await sql<{ counted: boolean }>`
      select deskhand.count_chat_view(${terms.freeChatViews + 1}, make_interval(mins => ${terms.sameViewMinutes})) as counted`.execute(
      tx,
    )
    if (!rows[0]?.counted) return before
    await settleTerms(tx, caller.companyId)
    return readEntitlement(tx, caller.companyId)
  })
}
