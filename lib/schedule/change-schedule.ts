import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { parseInput } from '#lib/parse-input.ts'
import { templateById } from '#lib/template/template-row.ts'
import { type ChangeScheduleInput, changeScheduleInput, type Schedule } from '#lib/wire/template.ts'
import { scheduleById } from './schedule-row.ts'
import { requireSoundTimes } from './times.ts'

/**
 * It begins anew from now: times that passed before do not count as missed, and what went wrong the last time is forgotten.
 * @throws AppError `invalid`, `not_found`
 */
export function changeSchedule(
  caller: CompanyCaller,
  input: ChangeScheduleInput & { id: string },
): Promise<Schedule> {
  authorize(caller, 'tasks.write')
  const { id, ...given } = input
  const changes = parseInput(changeScheduleInput, given)
  return transact(caller, async (tx) => {
    await lock(tx, caller, id)
    const before = await scheduleById(tx, caller, id)
    const { templateId = before.templateId, cron = before.cron, timeZone = before.timeZone } = changes
    const { whenMissed = before.whenMissed, enabled = before.enabled } = changes
    const template = await templateById(tx, caller, templateId)
    const firstAt = requireSoundTimes({ cron, timeZone }, new Date())
    await tx
      .updateTable('schedules')
      .set({
        templateId,
        cron,
        timeZone,
        whenMissed,
        enabled,
        nextAt: enabled ? firstAt : null,
        failure: null,
      })
      .where('companyId', '=', caller.companyId)
      .where('id', '=', id)
      .execute()
    await settleWord(tx, caller, id)
    await record(tx, {
      companyId: caller.companyId,
      action: 'schedule.changed',
      subjectId: id,
      details: { name: template.name, cron, timeZone },
    })
    return scheduleById(tx, caller, id)
  })
}

/** The clock may be at it in this very moment: what it writes must not be written over half. */
async function lock(tx: Tx, { companyId }: CompanyCaller, id: string): Promise<void> {
  const held = tx.selectFrom('schedules').where('companyId', '=', companyId).where('id', '=', id)
  await held.select('id').forUpdate().execute()
}

async function settleWord(tx: Tx, { companyId }: CompanyCaller, scheduleId: string): Promise<void> {
  await tx
    .updateTable('notifications')
    .set({ settledAt: new Date() })
    .where('companyId', '=', companyId)
    .where('scheduleId', '=', scheduleId)
    .where('settledAt', 'is', null)
    .execute()
}
