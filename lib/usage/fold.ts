// Sums of days and sorts as the lists people read. Pure.
import { modelById } from '#lib/model/models.ts'
import {
  type UsageDay,
  type UsageFigures,
  type UsageKind,
  type UsageOfKind,
  type UsageOfModel,
  type UsageShare,
  usageKinds,
} from '#lib/wire/usage.ts'
import type { UsageSum } from './add-up.ts'
import { type DayRange, daysOf } from './days.ts'

const noFigures: UsageFigures = {
  calls: 0,
  practiceCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  costMicros: 0,
  practiceMicros: 0,
}

export function figuresOf(sum: UsageFigures): UsageFigures {
  const { calls, practiceCalls, costMicros, practiceMicros } = sum
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = sum
  const tokens = { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }
  return { calls, practiceCalls, ...tokens, costMicros, practiceMicros }
}

function together(one: UsageFigures, other: UsageFigures): UsageFigures {
  return {
    calls: one.calls + other.calls,
    practiceCalls: one.practiceCalls + other.practiceCalls,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
    costMicros: one.costMicros + other.costMicros,
    practiceMicros: one.practiceMicros + other.practiceMicros,
  }
}

export const totalOf = (all: readonly UsageFigures[]) => all.reduce(together, noFigures)

/** Of one sort, over all days, dearest first. */
export function totalsBy(sums: readonly UsageSum[], by: UsageSum['by']): [string, UsageFigures][] {
  const totals = new Map<string, UsageFigures>()
  for (const sum of sums)
    if (sum.by === by) totals.set(sum.key, together(totals.get(sum.key) ?? noFigures, sum))
  return [...totals].sort(
    ([, one], [, other]) => other.costMicros - one.costMicros || other.calls - one.calls,
  )
}

/** Every day of the range, also those on which nobody asked the model anything. */
export function daysFrom(sums: readonly UsageSum[], range: DayRange): UsageDay[] {
  const byDay = Map.groupBy(
    sums.filter(({ by }) => by !== 'task'),
    ({ day }) => day,
  )
  return daysOf(range).map((day) => {
    const there = byDay.get(day) ?? []
    const only = (by: UsageSum['by']) => there.filter((sum) => sum.by === by)
    return {
      day,
      ...totalOf(only('kind')),
      employees: only('employee').map(shareOf),
      models: only('model').map(shareOf),
      kinds: only('kind').map(shareOf),
    }
  })
}

function shareOf({ key, costMicros, calls }: UsageSum): UsageShare {
  return { key, costMicros, calls }
}

export function modelsFrom(totals: readonly [string, UsageFigures][]): UsageOfModel[] {
  return totals.map(([model, figures]) => ({ model, name: modelById(model)?.name ?? model, ...figures }))
}

export function kindsFrom(totals: readonly [string, UsageFigures][]): UsageOfKind[] {
  return totals.flatMap(([key, figures]) => {
    const kind = usageKinds.find((one): one is UsageKind => one === key)
    return kind ? [{ kind, ...figures }] : []
  })
}
