// Dates, amounts and names as people say them. Without a time zone of the reader, times are in UTC and say so.

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })

/** Tuesday, 24 November 2026 */
export function dayInWords(iso: string): string {
  const parts = Object.fromEntries(
    dayFormat.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  )
  return `${parts.weekday}, ${parts.day} ${parts.month} ${parts.year}`
}

/** Tuesday, 24 November 2026 at 14:05 UTC */
export function momentInWords(iso: string): string {
  return `${dayInWords(iso)} at ${timeFormat.format(new Date(iso))} UTC`
}

/** $49.00; sums in whole micro-dollars too: a cent is 10,000 of them. */
export function money(cents: number, currency = 'usd'): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() }).format(
    cents / centsPerUnit(currency),
  )
}

const microsPerCent = 10_000

export function dollars(micros: number): string {
  return money(Math.round(micros / microsPerCent))
}

/** Stripe counts currencies without cents in whole units. */
function centsPerUnit(currency: string): number {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: currency.toUpperCase(),
  }).resolvedOptions()
  return 10 ** maximumFractionDigits
}

const listFormat = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const namesShown = 5

/** Ada, Grace and 3 others */
export function names(all: readonly string[]): string {
  const shown = all.slice(0, namesShown)
  const others = all.length - shown.length
  return listFormat.format(others > 0 ? [...shown, `${others} ${others === 1 ? 'other' : 'others'}`] : shown)
}
