// What dragging a task to another column means.
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import type { TaskRow } from '#lib/plan/lock-task.ts'
import { approveLocked, markDone } from './approve-task.ts'
import { begin, setStatus } from './begin.ts'
import { cancelLocked } from './cancel-task.ts'
import { type PartRow, requireOpenWhole } from './family.ts'
import { retryLocked } from './retry-task.ts'
import { reopen } from './send-back.ts'

/** The task and its parts are locked. @throws AppError `conflict` with what can be done instead. */
export function moveTask(
  tx: Tx,
  task: TaskRow,
  parts: readonly PartRow[],
  to: 'draft' | 'ready' | 'done' | 'cancelled',
): Promise<void> {
  switch (to) {
    case 'cancelled':
      return cancelLocked(tx, task, parts)
    case 'draft':
      return moveToDraft(tx, task)
    case 'ready':
      return moveToReady(tx, task, parts)
    case 'done':
      return moveToDone(tx, task)
  }
}

async function moveToDraft(tx: Tx, task: TaskRow): Promise<void> {
  const canGo = ['planning', 'ready', 'failed', 'cancelled'].includes(task.status)
  if (!canGo || task.parts > 0) throw cannotMove(task, 'a draft', 'Cancel it first.')
  await requireOpenWhole(tx, task)
  await setStatus(tx, task, 'draft')
}

async function moveToReady(tx: Tx, task: TaskRow, parts: readonly PartRow[]): Promise<void> {
  switch (task.status) {
    case 'draft':
      return begin(tx, task)
    case 'planning':
      // Without a plan, also when it is tried again.
      return setStatus(tx, task, 'ready', { planMode: 'none' })
    case 'in_review':
    case 'done':
      return reopen(tx, task, '')
    case 'failed':
    case 'cancelled':
      return retryLocked(tx, task, parts)
    default:
      throw cannotMove(task, 'ready', 'Cancel it first, then try it again.')
  }
}

async function moveToDone(tx: Tx, task: TaskRow): Promise<void> {
  if (task.status === 'in_review' || task.parts > 0) return approveLocked(tx, task)
  if (task.status !== 'ready') {
    throw cannotMove(task, 'done', 'It comes to review when the work is done.')
  }
  // Somebody did it without us.
  await markDone(tx, task)
  const details = { number: task.number }
  await record(tx, { companyId: task.companyId, action: 'task.approved', subjectId: task.id, details })
}

function cannotMove(task: TaskRow, where: string, instead: string): AppError {
  return new AppError('conflict', {
    detail: `#${task.number} cannot become ${where} from where it is (${task.status.replace('_', ' ')}). Nothing was changed. ${instead}`,
  })
}
