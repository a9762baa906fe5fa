// What a month comes to if it goes on like the last days. Pure.
//
// The rule: the whole days before today, 14 at the most and none before the first call ever, say what a day costs. What is spent
// stands; today costs at least that much, and each day to come as much as that. The span is where four months of five would end if
// days differ as much as these did. Fewer than three whole days say nothing.
import type { Forecast } from '#lib/wire/usage.ts'
import { daysBetween, monthEnd, monthStart, plusDays } from './days.ts'

const forecastDays = 14
const fewestDays = 3
/** Standard deviations to either side within which four of five fall. */
const fourOfFive = 1.2816

export interface RunOfDays {
  today: string
  /** The day of the first call ever; undefined: none yet. */
  firstDay: string | undefined
  /** What each day cost, in micro-dollars, from the start of the month and of the days it is told from; missing: nothing. */
  microsByDay: ReadonlyMap<string, number>
}

/** The first day whose cost is asked for. */
export function forecastFrom(today: string): string {
  const start = monthStart(today)
  const first = plusDays(today, -forecastDays)
  if (first < start) return first
  return start
}

export function forecastOf({ today, firstDay, microsByDay }: RunOfDays): Forecast {
  const daysThere = firstDay === undefined ? 0 : daysBetween({ from: firstDay, to: today }) - 1
  const count = Math.min(forecastDays, Math.max(daysThere, 0))
  if (count < fewestDays) return { state: 'too_little', daysNeeded: fewestDays - count }
  const costOf = (day: string) => microsByDay.get(day) ?? 0
  const last = Array.from({ length: count }, (_, at) => costOf(plusDays(today, -1 - at)))
  const mean = last.reduce((sum, one) => sum + one, 0) / count
  const variance = last.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (count - 1)
  const spent = spentBefore(today, costOf) + costOf(today)
  const todayMore = Math.max(mean - costOf(today), 0)
  const daysLeft = daysBetween({ from: today, to: monthEnd(today) }) - 1
  const likely = spent + todayMore + mean * daysLeft
  const open = daysLeft + (todayMore > 0 ? 1 : 0)
  // The days differ, and the average itself is only known from so many of them.
  const span = fourOfFive * Math.sqrt(variance * (open + open ** 2 / count))
  return {
    state: 'told',
    micros: Math.round(likely),
    lowMicros: Math.round(Math.max(likely - span, spent)),
    highMicros: Math.round(likely + span),
    basedOnDays: count,
    dayMicros: Math.round(mean),
  }
}

function spentBefore(today: string, costOf: (day: string) => number): number {
  let sum = 0
  for (let day = monthStart(today); day < today; day = plusDays(day, 1)) sum += costOf(day)
  return sum
}

/** The day on which `capMicros` is used up at this pace; undefined: not in this month. */
export function usedUpOn(
  forecast: Forecast,
  { today, spentMicros, capMicros }: { today: string; spentMicros: number; capMicros: number },
): string | undefined {
  if (spentMicros >= capMicros) return today
  if (forecast.state !== 'told' || forecast.micros <= capMicros || forecast.dayMicros === 0) return undefined
  const day = plusDays(today, Math.ceil((capMicros - spentMicros) / forecast.dayMicros))
  return day <= monthEnd(today) ? day : undefined
}
