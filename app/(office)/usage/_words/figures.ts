// Money, tokens and days as the page says them.

import { dayOf } from '#lib/usage/days.ts'
import type { UsageFigures, UsageKind } from '#lib/wire/usage.ts'

const microsPerDollar = 1_000_000

const cents = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
const round = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 })
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })

/** To the cent; a trace of money is not nothing. */
export function money(micros: number): string {
  const dollars = micros / microsPerDollar
  return dollars > 0 && dollars < 0.01 ? 'under $0.01' : cents.format(dollars)
}

/** Where only its size matters: whole dollars from a hundred on. */
export function roughMoney(micros: number): string {
  const dollars = micros / microsPerDollar
  return dollars >= 100 ? round.format(dollars) : money(micros)
}

/** Beside a line of a chart whose lines are `step` apart. */
export function tickMoney(micros: number, step: number): string {
  const digits = step % microsPerDollar === 0 ? 0 : step < 10_000 ? 4 : 2
  const places = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return `$${(micros / microsPerDollar).toLocaleString('en-US', places)}`
}

export function count(number: number): string {
  return number.toLocaleString('en-US')
}

/** All that went in and came out. */
export function tokens({
  inputTokens,
  outputTokens,
  cacheReadTokens,
  cacheWriteTokens,
}: UsageFigures): string {
  return short.format(inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens)
}

export function tokensInWords(figures: UsageFigures): string {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = figures
  return [
    `${count(inputTokens)} read`,
    `${count(outputTokens)} written`,
    `${count(cacheReadTokens)} read from the cache`,
    `${count(cacheWriteTokens)} kept in it`,
  ].join(', ')
}

export const calls = (number: number) => (number === 1 ? 'one call' : `${count(number)} calls`)

export const kindNames: Record<UsageKind, string> = {
  chat: 'Chat',
  task: 'Tasks',
  planning: 'Planning',
  checks: 'Checks of finished work',
  other: 'Everything else',
}

/** Who works for nobody in particular: the planner and the judge. */
export const companyName = 'Planning and checks'

const dayNames = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const longDayNames = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const monthNames = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** "3 Nov" */
export const shortDay = (day: string) => dayNames.format(Date.parse(day))
/** "Tuesday, 3 November 2026" */
export const longDay = (day: string) => longDayNames.format(Date.parse(day))
/** "November 2026" */
export const monthOf = (day: string) => monthNames.format(Date.parse(day))

/** "3 Nov to 21 Nov 2026" */
export function rangeInWords({ from, to }: { from: string; to: string }): string {
  if (from === to) return longDay(from)
  const year = (day: string) =>
    from.slice(0, 4) === to.slice(0, 4) && day === from ? '' : ` ${day.slice(0, 4)}`
  return `${shortDay(from)}${year(from)} to ${shortDay(to)}${year(to)}`
}

export const today = () => dayOf(new Date())
