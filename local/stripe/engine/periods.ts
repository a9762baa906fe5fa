/** Billing periods: whole intervals from an anchor, on its day of the month or, where a month is too short, on that month's last. */
import type { Interval, Recurring } from '../types.ts'
import { secondsOfDay } from '../world.ts'

const months: Record<Interval, number> = { day: 0, week: 0, month: 1, year: 12 }
const days: Record<Interval, number> = { day: 1, week: 7, month: 0, year: 0 }

/** The first end of a period after `start`. */
export function periodEnd(anchor: number, start: number, { interval, interval_count }: Recurring): number {
  for (let count = 1; ; count++) {
    const end = plus(anchor, count * interval_count, interval)
    if (end > start) return end
  }
}

function plus(anchor: number, count: number, interval: Interval): number {
  if (months[interval] === 0) return anchor + count * days[interval] * secondsOfDay
  const date = new Date(anchor * 1000)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + count * months[interval])
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, last))
  return Math.floor(date.getTime() / 1000)
}
