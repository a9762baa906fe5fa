import { randomUUID } from 'node:crypto'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { templateById } from '#lib/template/template-row.ts'
import { type Schedule, type ScheduleInput, scheduleInput } from '#lib/wire/template.ts'
import { scheduleById } from './schedule-row.ts'
import { requireSoundTimes } from './times.ts'

const mostSchedules = 200

/** @throws AppError `invalid`, `not_found` for an unknown template, `limit_reached` */
export function createSchedule(caller: CompanyCaller, input: ScheduleInput): Promise<Schedule> {
  authorize(caller, 'tasks.write')
  const { enabled, ...wanted } = parseInput(scheduleInput, input)
  const firstAt = requireSoundTimes(wanted, new Date())
  return transact(caller, async (tx) => {
    await requireRunning(tx, caller, 'task')
    const template = await templateById(tx, caller, wanted.templateId)
    await requireRoom(tx, caller.companyId)
    const id = randomUUID()
    const createdBy = caller.kind === 'member' ? caller.userId : null
    const nextAt = enabled ? firstAt : null
    await tx
      .insertInto('schedules')
      .values({ id, companyId: caller.companyId, ...wanted, enabled, nextAt, createdBy })
      .execute()
    const { cron, timeZone } = wanted
    await record(tx, {
      companyId: caller.companyId,
      action: 'schedule.created',
      subjectId: id,
      details: { name: template.name, cron, timeZone },
    })
    return scheduleById(tx, caller, id)
  })
}

async function requireRoom(tx: Tx, companyId: string): Promise<void> {
  const { count } = await tx
    .selectFrom('schedules')
    .where('companyId', '=', companyId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count < mostSchedules) return
  throw new AppError('limit_reached', {
    detail: `There are ${mostSchedules} schedules already. Nothing was changed. Delete one you do not need, then try again.`,
  })
}
