const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** "28 November 2026", the day in UTC. */
export function dayInWords(at: string): string {
  return format.format(new Date(at))
}
