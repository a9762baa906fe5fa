// Days of UTC as text (2026-11-21), and the ranges people ask for. Pure: today is given.
import { AppError } from '#lib/errors.ts'
import { mostUsageDays, type UsageQuery, type UsageRange } from '#lib/wire/usage.ts'

/** Both days belong to it. */
export interface DayRange {
  from: string
  to: string
}

const dayMs = 24 * 60 * 60 * 1000

export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}

export function plusDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(day) + days * dayMs))
}

/** How many days there are from one to the other, both counted. */
export function daysBetween({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1
}

export function monthStart(day: string): string {
  return `${day.slice(0, 7)}-01`
}

export function monthEnd(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return dayOf(new Date(Date.UTC(year, month, 0)))
}

const ranges: Record<UsageRange, (today: string) => DayRange> = {
  month: (today) => ({ from: monthStart(today), to: today }),
  last_month: (today) => {
    const to = plusDays(monthStart(today), -1)
    return { from: monthStart(to), to }
  },
  '30_days': (today) => ({ from: plusDays(today, -29), to: today }),
  '90_days': (today) => ({ from: plusDays(today, -89), to: today }),
}

/** @throws AppError `invalid` for a range of one's own that is none */
export function rangeOf({ range, from, to }: UsageQuery, today: string): DayRange {
  if (from === undefined && to === undefined) return ranges[range ?? 'month'](today)
  if (range !== undefined) throw wrong('range', 'Either a range or days of your own')
  if (from === undefined) throw wrong('from', 'Say the first day as well')
  if (to === undefined) throw wrong('to', 'Say the last day as well')
  if (from > to) throw wrong('to', 'Before the first day')
  if (daysBetween({ from, to }) > mostUsageDays) throw wrong('to', `More than ${mostUsageDays} days`)
  return { from, to }
}

function wrong(field: string, words: string): AppError {
  return new AppError('invalid', {
    detail: `${field}: ${words}. Nothing was changed.`,
    fields: { [field]: words },
  })
}

/** Every day from one to the other. */
export function daysOf({ from, to }: DayRange): string[] {
  if (to < from) return []
  return Array.from({ length: daysBetween({ from, to }) }, (_, at) => plusDays(from, at))
}

/** The part of it that is not still to come. */
export function upTo(range: DayRange, today: string): DayRange {
  return range.to > today ? { from: range.from, to: today } : range
}
