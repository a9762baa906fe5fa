const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** "just now", "5 min ago", "3 h ago", "yesterday", "4 days ago", then the date; the year only when it is another one. */
export function formatRelative(at: Date, now: Date): string {
  const ageMs = now.getTime() - at.getTime()
  if (ageMs < 0) return ageMs > -minuteMs ? 'just now' : dateOf(at, now)
  if (ageMs < minuteMs) return 'just now'
  if (ageMs < hourMs) return `${Math.floor(ageMs / minuteMs)} min ago`
  if (ageMs < dayMs) return `${Math.floor(ageMs / hourMs)} h ago`
  if (ageMs < 2 * dayMs) return 'yesterday'
  if (ageMs < 7 * dayMs) return `${Math.floor(ageMs / dayMs)} days ago`
  return dateOf(at, now)
}

function dateOf(at: Date, now: Date): string {
  const sameYear = at.getFullYear() === now.getFullYear()
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  })
  return format.format(at)
}
