import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { deskToSee, requireReady } from './desk-to-see.ts'
import { requirePerson } from './require-person.ts'

/** The desk whose desktop may be shown as a picture. Wakes nobody. @throws AppError like `openDesktop`. */
export function deskToPicture(caller: CompanyCaller, input: { id: string }): Promise<string> {
  authorize(caller, 'desktop.see')
  const member = requirePerson(caller)
  return transact(caller, async (tx) => {
    const { employee, deskId } = await deskToSee(tx, member, input.id)
    requireReady(employee)
    return deskId
  })
}
