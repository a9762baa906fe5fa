// Which status may follow which. The database refuses every other move; task_moves is the same table.
import type { TaskStatus } from '#lib/wire/task-parts.ts'

export const taskMoves: Record<TaskStatus, readonly TaskStatus[]> = {
  draft: ['planning', 'ready', 'cancelled'],
  planning: ['draft', 'ready', 'failed', 'cancelled'],
  ready: ['draft', 'planning', 'claimed', 'running', 'in_review', 'done', 'failed', 'cancelled'],
  claimed: ['running', 'ready', 'in_review', 'done', 'failed', 'cancelled'],
  running: ['ready', 'in_review', 'done', 'failed', 'cancelled'],
  in_review: ['ready', 'running', 'done', 'failed', 'cancelled'],
  done: ['ready'],
  failed: ['ready', 'planning', 'draft', 'cancelled'],
  cancelled: ['ready', 'planning', 'draft'],
}
