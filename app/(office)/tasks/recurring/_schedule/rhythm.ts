// How often something comes, as people choose it, and the five fields of cron that say the same. Pure.

export const rhythmKinds = ['weekdays', 'daily', 'weekly', 'monthly', 'own'] as const
export type RhythmKind = (typeof rhythmKinds)[number]

export const rhythmNames: Readonly<Record<RhythmKind, string>> = {
  weekdays: 'Every weekday',
  daily: 'Every day',
  weekly: 'Every week',
  monthly: 'Every month',
  own: 'In cron’s five fields',
}

export interface Rhythm {
  kind: RhythmKind
  /** "09:00" */
  time: string
  /** 1 is Monday, 7 Sunday. */
  weekday: number
  dayOfMonth: number
  /** What `own` says. */
  cron: string
}

export const weekdayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

export const usualRhythm: Rhythm = {
  kind: 'weekdays',
  time: '09:00',
  weekday: 1,
  dayOfMonth: 1,
  cron: '0 9 * * 1-5',
}

export function cronOf({ kind, time, weekday, dayOfMonth, cron }: Rhythm): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const at = `${minute} ${hour}`
  switch (kind) {
    case 'weekdays':
      return `${at} * * 1-5`
    case 'daily':
      return `${at} * * *`
    case 'weekly':
      return `${at} * * ${weekday % 7}`
    case 'monthly':
      return `${at} ${dayOfMonth} * *`
    case 'own':
      return cron.trim().replace(/\s+/g, ' ')
  }
}

/** The plainest way to say what the fields say. */
export function rhythmOf(cron: string): Rhythm {
  const own: Rhythm = { ...usualRhythm, kind: 'own', cron }
  const match = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|[0-7]|1-5)$/.exec(cron.trim())
  if (!match) return own
  const [, minute = '', hour = '', day = '', weekday = ''] = match
  if (Number(minute) > 59 || Number(hour) > 23) return own
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  if (day === '*' && weekday === '1-5') return { ...own, kind: 'weekdays', time }
  if (day === '*' && weekday === '*') return { ...own, kind: 'daily', time }
  if (day === '*') return { ...own, kind: 'weekly', time, weekday: Number(weekday) || 7 }
  return weekday === '*' ? { ...own, kind: 'monthly', time, dayOfMonth: Number(day) } : own
}

/** "Every weekday at 09:00"; fields that say something rarer stand as they are. */
export function cronInWords(cron: string): string {
  const { kind, time, weekday, dayOfMonth } = rhythmOf(cron)
  switch (kind) {
    case 'weekdays':
      return `Every weekday at ${time}`
    case 'daily':
      return `Every day at ${time}`
    case 'weekly':
      return `Every ${weekdayNames[weekday - 1]} at ${time}`
    case 'monthly':
      return `On day ${dayOfMonth} of every month at ${time}`
    case 'own':
      return `By the fields ${cron}`
  }
}
