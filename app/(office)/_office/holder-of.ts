// Who drives a desktop right now, as the person who looks sees it. Pure.
import type { Employee } from '#lib/wire/employee.ts'

export type Holder =
  | { who: 'nobody' }
  | { who: 'me'; leftMs: number }
  | { who: 'other'; memberName: string; expiresAt: string }

/** A lease whose time is over is nobody's, even if nobody has said so yet. */
export function holderOf(control: Employee['control'], userId: string, nowMs: number): Holder {
  if (!control) return { who: 'nobody' }
  const { expiresAt, memberName } = control
  const leftMs = Date.parse(expiresAt) - nowMs
  if (leftMs <= 0) return { who: 'nobody' }
  if (control.userId === userId) return { who: 'me', leftMs }
  return { who: 'other', memberName: memberName || 'A colleague', expiresAt }
}

/** "9 min", and by the second when it becomes urgent. */
export function leftInWords(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1000)
  return seconds > 60 ? `${Math.round(seconds / 60)} min` : `${seconds} s`
}

/** "10:42", as the clock on the wall of whoever looks. */
export function clockOf(at: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(new Date(at))
}
