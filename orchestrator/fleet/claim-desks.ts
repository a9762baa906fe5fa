// Takes desks that no host has yet. Several hosts may ask at once: nobody waits, and no desk is taken twice.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'

/** In one go, so that a burst of hires spreads over the hosts that are there. */
const claimAtOnce = 10

/** Answers with how many were taken. */
export function claimDesks(hostId: string): Promise<number> {
  return transactAsOrchestrator(async (tx) => {
    const claimed = await tx
      .updateTable('desks')
      .set({ hostId, observedAt: sql<Date>`now()` })
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('desks')
          .select('id')
          .where('hostId', 'is', null)
          .where('employeeId', 'is not', null)
          .where('observedState', '<>', 'gone')
          .orderBy('createdAt')
          .limit(claimAtOnce)
          .forUpdate()
          .skipLocked(),
      )
      .returning('id')
      .execute()
    return claimed.length
  })
}
