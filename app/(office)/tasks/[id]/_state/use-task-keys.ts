'use client'
import { usePageKeys } from '../../../_keys/use-page-keys.ts'
import { moveTask } from './task-calls.ts'
import type { TaskPage } from './use-task.ts'

/** a approves the work or the plan, s sends back, e edits the details, m writes a comment. */
export function useTaskKeys({ task, act, busyWith, editDetails }: TaskPage, sendBack: () => void): void {
  const awaitsPlan = task.status === 'planning' && task.plan?.state === 'proposed'
  const isInReview = task.status === 'in_review'
  const mayApprove = (isInReview || awaitsPlan) && busyWith === undefined
  usePageKeys({
    a: mayApprove ? () => void act('approve', () => moveTask(task.id, 'approve')) : undefined,
    s: isInReview ? sendBack : undefined,
    e: () => editDetails(),
    m: focusCommentBox,
  })
}

function focusCommentBox(): void {
  document.getElementById('comment')?.focus()
}
