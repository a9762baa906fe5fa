// What a person may do with a task as it is, by status. Pure; the database has the last word.
import type { Task } from '#lib/wire/task.ts'

export type TaskMove =
  | 'begin'
  | 'begin-now'
  | 'approve'
  | 'send-back'
  | 'retry'
  | 'reopen'
  | 'draft'
  | 'done'
  | 'cancel'

export const moveNames: Record<TaskMove, string> = {
  begin: 'Begin',
  'begin-now': 'Begin without a plan',
  approve: 'Approve',
  'send-back': 'Send back',
  retry: 'Try again',
  reopen: 'Open again',
  draft: 'Back to draft',
  done: 'Mark as done',
  cancel: 'Cancel the task',
}

const moves: Record<Task['status'], readonly TaskMove[]> = {
  draft: ['begin', 'cancel'],
  planning: ['begin-now', 'draft', 'cancel'],
  ready: ['draft', 'done', 'cancel'],
  claimed: ['cancel'],
  running: ['cancel'],
  in_review: ['approve', 'send-back', 'cancel'],
  done: ['reopen'],
  failed: ['retry', 'draft', 'cancel'],
  cancelled: ['retry'],
}

export function movesOf({ status }: Pick<Task, 'status'>): readonly TaskMove[] {
  return moves[status]
}
