// The sentences of "why": how a reason is put, and how times and tasks are named in it.
import type { Why } from '#lib/wire/task.ts'

export function because(code: string, text: string, owner: Why['owner'], since: Date, action = ''): Why {
  return { code, text, owner, since: since.toISOString(), action }
}

const minuteMs = 60_000

export function inWords(ms: number): string {
  const seconds = Math.max(Math.round(ms / 1000), 1)
  if (seconds < 100) return `${seconds} s`
  const minutes = Math.round(ms / minuteMs)
  if (minutes < 100) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`
}

export function nameOf(task: { number: number; title: string }): string {
  return `#${task.number} “${task.title}”`
}

/** The first by name, the others by number. */
export function namesOf(tasks: readonly { number: number; title: string }[]): string {
  const [first, ...others] = tasks
  if (!first) return ''
  if (others.length === 0) return nameOf(first)
  if (others.length > 3) return `${nameOf(first)} and ${others.length} others`
  return `${nameOf(first)} and ${others.map((one) => `#${one.number}`).join(', ')}`
}
