// What needs a person: where it leads, and whether one can just put it away. Pure.
import type { Notification } from '#lib/wire/notification.ts'

type Kind = Notification['kind']

export const needNames: Record<Kind, string> = {
  question: 'A question',
  review: 'To review',
  plan: 'A plan to approve',
  failed: 'Failed',
  mention: 'You were named',
  schedule: 'A schedule stopped',
  allowance: 'Somebody asks you',
}

const places: Record<Kind, string> = {
  question: '#questions',
  review: '#review',
  plan: '#plan',
  failed: '',
  mention: '#activity',
  schedule: '',
  allowance: '#questions',
}

export function needHref({
  kind,
  taskId,
  employeeId,
}: Pick<Notification, 'kind' | 'taskId' | 'employeeId'>): string {
  if (!taskId && employeeId) return `/employees/${employeeId}/chat`
  return taskId ? `/tasks/${taskId}${places[kind]}` : '/tasks/recurring'
}

/** The others go when somebody does what they ask for. */
export function mayPutAway(kind: Kind): boolean {
  return kind === 'failed' || kind === 'mention' || kind === 'schedule' || kind === 'allowance'
}

/** The text without the words that the kind says already. */
export function needText({ text }: Pick<Notification, 'text'>): string {
  return text.replace(/^(Ready for your review|Failed|Plan to approve|The plan waits for you): /, '')
}
