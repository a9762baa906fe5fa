import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { notFound } from '#lib/errors.ts'
import { failure } from '#lib/wire/shapes.ts'
import type { Schedule } from '#lib/wire/template.ts'
import { timesAfter } from './times.ts'

/** How many of the next times are shown. */
const shownTimes = 5

export function selectSchedules(tx: Tx, { companyId }: CompanyCaller) {
  return tx
    .selectFrom('schedules as schedule')
    .innerJoin('taskTemplates as template', 'template.id', 'schedule.templateId')
    .where('schedule.companyId', '=', companyId)
    .select([
      'schedule.id',
      'schedule.templateId',
      'template.name as templateName',
      'schedule.cron',
      'schedule.timeZone',
      'schedule.whenMissed',
      'schedule.enabled',
      'schedule.nextAt',
      'schedule.lastAt',
      'schedule.lastTaskId',
      'schedule.failure',
      'schedule.createdAt',
    ])
    .$narrowType<{ whenMissed: Schedule['whenMissed'] }>()
}

type ScheduleRow = Awaited<ReturnType<ReturnType<typeof selectSchedules>['execute']>>[number]

export function scheduleToWire(row: ScheduleRow, now: Date): Schedule {
  return {
    ...row,
    nextAt: row.nextAt?.toISOString() ?? null,
    upcoming: row.enabled ? timesAfter(row, now, shownTimes).map((at) => at.toISOString()) : [],
    lastAt: row.lastAt?.toISOString() ?? null,
    failure: row.failure === null ? null : failure.parse(row.failure),
    createdAt: row.createdAt.toISOString(),
  }
}

/** @throws AppError `not_found` */
export async function scheduleById(tx: Tx, caller: CompanyCaller, id: string): Promise<Schedule> {
  const row = await selectSchedules(tx, caller).where('schedule.id', '=', id).executeTakeFirst()
  if (!row) throw notFound('schedule')
  return scheduleToWire(row, new Date())
}
