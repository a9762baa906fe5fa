// A task's facts in words, the same on the board and on its own page.
import type { TaskCard } from '#lib/wire/task.ts'
import type { TaskStatus } from '#lib/wire/task-parts.ts'

export const statusInWords: Record<TaskStatus, string> = {
  draft: 'Draft',
  planning: 'Planning',
  ready: 'Ready',
  claimed: 'Starting',
  running: 'Running',
  in_review: 'In review',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

export const statusTones: Record<TaskStatus, 'neutral' | 'lamp' | 'good' | 'bad' | 'link'> = {
  draft: 'neutral',
  planning: 'link',
  ready: 'neutral',
  claimed: 'lamp',
  running: 'lamp',
  in_review: 'link',
  done: 'good',
  failed: 'bad',
  cancelled: 'neutral',
}

export const priorityNames = ['Low', 'Normal', 'High', 'Urgent'] as const

/** A worker's own state as people read it: `capturing_frames` is "Capturing frames". */
export function progressInWords(state: string): string {
  const words = state.replaceAll(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function partsInWords({ total, done, failed }: TaskCard['parts']): string {
  return `${done} of ${total} done${failed > 0 ? `, ${failed} failed` : ''}`
}
