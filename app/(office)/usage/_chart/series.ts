// What the bars are made of: a few that are told apart by their colour, and everybody else together. Pure.
import type { Usage, UsageShare } from '#lib/wire/usage.ts'
import { companyName, kindNames } from '../_words/figures.ts'

export const splits = ['employees', 'models', 'kinds'] as const
export type Split = (typeof splits)[number]
export const splitNames: Record<Split, string> = { employees: 'Employee', models: 'Model', kinds: 'Kind' }

export interface Series {
  /** What a bar's row calls it: names may be anything. */
  key: string
  name: string
  /** Of globals.css. */
  colour: string
  costMicros: number
}

export interface BarRow {
  day: string
  totalMicros: number
  /** By series. */
  micros: Record<string, number>
}

export interface Bars {
  series: Series[]
  rows: BarRow[]
}

/** More colours than that nobody tells apart. */
const mostSeries = 6
const restKey = 'rest'

type Totals = readonly { key: string; name: string; costMicros: number }[]

export function barsOf(usage: Usage, split: Split): Bars {
  const totals = totalsOf(usage, split).filter(({ costMicros }) => costMicros > 0)
  const isCrowded = totals.length > mostSeries
  const named = isCrowded ? totals.slice(0, mostSeries - 1) : totals
  const series: Series[] = named.map((one, at) => ({ ...one, colour: `var(--series-${at + 1})` }))
  if (isCrowded) {
    const others = totals.slice(mostSeries - 1)
    const costMicros = others.reduce((sum, one) => sum + one.costMicros, 0)
    series.push({ key: restKey, name: `${others.length} others`, colour: 'var(--series-rest)', costMicros })
  }
  const known = new Set(named.map(({ key }) => key))
  const rows = usage.days.map((day) => ({
    day: day.day,
    totalMicros: day.costMicros,
    micros: rowOf(day[split], known),
  }))
  return { series, rows }
}

function rowOf(shares: readonly UsageShare[], known: ReadonlySet<string>): Record<string, number> {
  const row: Record<string, number> = {}
  for (const { key, costMicros } of shares) {
    const place = known.has(key) ? key : restKey
    row[place] = (row[place] ?? 0) + costMicros
  }
  return row
}

function totalsOf(usage: Usage, split: Split): Totals {
  switch (split) {
    case 'employees':
      return usage.employees.map(({ employeeId, name, costMicros }) => ({
        key: employeeId ?? 'company',
        name: employeeId === null ? companyName : name,
        costMicros,
      }))
    case 'models':
      return usage.models.map(({ model, name, costMicros }) => ({ key: model, name, costMicros }))
    case 'kinds':
      return usage.kinds.map(({ kind, costMicros }) => ({ key: kind, name: kindNames[kind], costMicros }))
  }
}

const fewestLines = 3

/** Lines at round sums, from nothing to above the highest bar. */
export function linesUpTo(mostMicros: number): number[] {
  const least = Math.max(mostMicros, 1) / fewestLines
  const size = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].map((one) => one * size).find((one) => one >= least) ?? 10 * size
  return Array.from({ length: Math.ceil(mostMicros / step) + 1 }, (_, at) => at * step)
}
