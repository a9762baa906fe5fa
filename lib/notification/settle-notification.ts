import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError, notFound } from '#lib/errors.ts'
import type { Notification } from '#lib/wire/notification.ts'
import { selectOpen } from './notification-row.ts'

/** These ask for something: they go when it is done, whoever does it. */
const asks: Partial<Record<Notification['kind'], string>> = {
  question: 'Answer the question',
  review: 'Approve the work or send it back',
  plan: 'Approve the plan or change it',
}

/** Puts away what was only told. @throws AppError `not_found`, also when it was put away before; `conflict` for what asks for something */
export function settleNotification(caller: CompanyCaller, input: { id: string }): Promise<void> {
  authorize(caller, 'tasks.write')
  return transact(caller, async (tx) => {
    const open = await selectOpen(tx, caller).where('notification.id', '=', input.id).executeTakeFirst()
    if (!open) throw notFound('notification')
    const asked = asks[open.kind]
    if (asked)
      throw new AppError('conflict', { detail: `${asked}: then this goes away. Nothing was changed.` })
    await tx
      .updateTable('notifications')
      .set({ settledAt: sql<Date>`now()` })
      .where('companyId', '=', caller.companyId)
      .where('id', '=', open.id)
      .execute()
  })
}
