// What a schedule does whose time has come, perhaps long ago. Pure.
import { latestTime, type Times, timeAfter } from './times.ts'

export interface DueSchedule extends Times {
  nextAt: Date
  whenMissed: string
}

export interface DueDecision {
  makesTask: boolean
  /** The time the task is for: the last one that has come. */
  lastAt: Date
  /** null: no time comes any more. */
  nextAt: Date | null
}

/** The clock looks once a minute and may be held up; what is older was missed. */
const onTimeMs = 5 * 60_000

/** However many times have passed, at most one task is made. */
export function decideDue(schedule: DueSchedule, now: Date): DueDecision {
  const latest = latestTime(schedule, now)
  const lastAt = latest && latest > schedule.nextAt ? latest : schedule.nextAt
  const isOnTime = now.getTime() - lastAt.getTime() <= onTimeMs
  return {
    makesTask: isOnTime || schedule.whenMissed === 'once',
    lastAt,
    nextAt: timeAfter(schedule, now),
  }
}
