import type { TaskStatus } from '#lib/wire/task-parts.ts'

/** What asks for nothing any more; only the latest of it are on the page at once. */
export const endedStatuses: readonly TaskStatus[] = ['done', 'cancelled']
export const openStatuses: readonly TaskStatus[] = [
  'draft',
  'planning',
  'ready',
  'claimed',
  'running',
  'in_review',
  'failed',
]
