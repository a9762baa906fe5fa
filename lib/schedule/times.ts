// When a schedule's times are: five fields of cron in a time zone. Times that a change of the clocks skips come right after it, and
// those that happen twice count once, unless the fields say "every so often". Pure: the clock is given.
import { Cron } from 'croner'
import { AppError } from '#lib/errors.ts'

export interface Times {
  cron: string
  timeZone: string
}

/** Minutes between two times, at least. */
const leastMinutes = 5
/** As many of the first times are looked at, unless they are further away than a change of the clocks can matter. */
const lookedAt = 300
const lookedAtMs = 2 * 24 * 60 * 60 * 1000
const minuteMs = 60_000

/** The next times after a moment, in order; fewer when there are no more. */
export function timesAfter(times: Times, after: Date, count: number): Date[] {
  return open(times).nextRuns(count, after)
}

export function timeAfter(times: Times, after: Date): Date | null {
  return open(times).nextRun(after)
}

/** The last of the times that have come: at `now`, or before it. */
export function latestTime(times: Times, now: Date): Date | null {
  return open(times).previousRuns(1, new Date(now.getTime() + 1))[0] ?? null
}

/** @throws AppError `invalid` for what is no cron, no time zone, too often or never. Answers with the first time. */
export function requireSoundTimes(times: Times, now: Date): Date {
  if (times.cron.trim().split(/\s+/).length !== 5)
    throw refused('cron', 'Five fields: minute hour day month weekday')
  if (!isTimeZone(times.timeZone))
    throw refused('timeZone', 'No time zone is called that; one is Europe/Berlin')
  const [first, ...others] = firstTimes(times, now)
  if (!first) throw refused('cron', 'This time never comes')
  let before = first
  for (const next of others) {
    if (next.getTime() - before.getTime() < leastMinutes * minuteMs)
      throw refused('cron', `More often than every ${leastMinutes} minutes`)
    before = next
  }
  return first
}

function firstTimes(times: Times, now: Date): Date[] {
  try {
    const found: Date[] = []
    for (let at = timeAfter(times, now); at && found.length < lookedAt; at = timeAfter(times, at)) {
      if (found[0] && at.getTime() - found[0].getTime() > lookedAtMs) break
      found.push(at)
    }
    return found
  } catch (error) {
    throw refused('cron', 'Not the five fields of cron', error)
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function open({ cron, timeZone }: Times): Cron {
  return new Cron(cron, { timezone: timeZone, mode: '5-part', fixedTimeRule: 'no-wildcard', paused: true })
}

function refused(field: string, words: string, cause?: unknown): AppError {
  return new AppError('invalid', {
    detail: `${field}: ${words}. Nothing was changed.`,
    fields: { [field]: words },
    cause,
  })
}
