// Days and times as people in one time zone see them.

const dayMs = 86_400_000

/** A key that is the same for all moments of one day. */
export function dayOf(at: string | number, timeZone: string): string {
  return formatOf('en-CA', timeZone, {}).format(new Date(at))
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format takes a hundred times as long as using it. */
function formatOf(
  locale: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${Object.keys(options).join()}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, ...options })
  formats.set(key, format)
  return format
}

export function dayInWords(at: string, now: number, timeZone: string): string {
  const day = dayOf(at, timeZone)
  if (day === dayOf(now, timeZone)) return 'Today'
  if (day === dayOf(now - dayMs, timeZone)) return 'Yesterday'
  const isThisYear = day.slice(0, 4) === dayOf(now, timeZone).slice(0, 4)
  const part = (options: Intl.DateTimeFormatOptions) =>
    formatOf('en-GB', timeZone, options).format(new Date(at))
  const date = `${part({ weekday: 'long' })} ${part({ day: 'numeric', month: 'long' })}`
  return isThisYear ? date : `${date} ${day.slice(0, 4)}`
}

export function timeInWords(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
    new Date(at),
  )
}
