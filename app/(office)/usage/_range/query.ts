// What the address says of the range: a word, two days, or nothing for this month. What cannot be read is this month.
import { daysBetween } from '#lib/usage/days.ts'
import { mostUsageDays, type UsageQuery, type UsageRange, usageQuery, usageRanges } from '#lib/wire/usage.ts'

export const rangeNames: Record<UsageRange, string> = {
  month: 'This month',
  last_month: 'Last month',
  '30_days': '30 days',
  '90_days': '90 days',
}

export type Search = Readonly<Record<string, string | string[] | undefined>>

export function queryOf({ range, from, to }: Search): UsageQuery {
  if (from === undefined && to === undefined) {
    return { range: usageRanges.find((one) => one === range) ?? 'month' }
  }
  const { success, data } = usageQuery.safeParse({ from, to })
  return success && whyNot(data.from ?? '', data.to ?? '') === undefined ? data : { range: 'month' }
}

/** What is wrong with two days as a range, in words. */
export function whyNot(from: string, to: string): string | undefined {
  if (from === '' || to === '') return 'Choose both days'
  if (from > to) return 'The last day is before the first'
  if (daysBetween({ from, to }) > mostUsageDays) return 'At most a year at once'
  return undefined
}

export function addressOf({ range, from, to }: UsageQuery): string {
  const query = searchOf({ range: range === 'month' ? undefined : range, from, to })
  return query === '' ? '/usage' : `/usage?${query}`
}

export function csvAddressOf(query: UsageQuery): string {
  return `/api/v1/usage/csv?${searchOf(query)}`
}

function searchOf(query: { [name in keyof UsageQuery]: UsageQuery[name] | undefined }): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value)
  return search.toString()
}
