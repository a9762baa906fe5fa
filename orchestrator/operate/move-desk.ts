import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { findDesk, findHost } from './find.ts'

const seenWithinMs = 60_000

/**
 * Asks for a desk to go on at another host. Its own host packs the home at the next quiet moment and hands the desk over; the other
 * one unpacks it and goes on. Both read the same archive folder, or the operator copies the file.
 */
export function moveDesk(deskName: string, hostName: string): Promise<string> {
  return transactAsOrchestrator(async (tx) => {
    const [desk, host] = [await findDesk(tx, deskName), await findHost(tx, hostName)]
    const { companyId, employeeId } = desk
    if (!companyId || !employeeId || desk.hostId === null)
      throw refusal('Nobody works at this desk yet: there is nothing to move.')
    if (desk.hostId === host.id) throw refusal(`The desk is at ${host.name} already.`)
    if (Date.now() - host.seenAt.getTime() > seenWithinMs)
      throw refusal(`No orchestrator looks after ${host.name} right now. Start it first.`)
    const asked = await tx
      .insertInto('homeArchives')
      .values({ companyId, employeeId, kind: 'move', toHostId: host.id })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!asked) throw refusal('The home of this desk is being packed already. Try again when that is done.')
    return `The desk ${desk.id} moves to ${host.name}. Its file will be "${desk.id}-${asked.id}.home"; where the hosts do not share DESK_ARCHIVE_DIR, copy it there.`
  })
}

function refusal(detail: string): AppError {
  return new AppError('conflict', { detail: `${detail} Nothing was changed.` })
}
