'use client'
import type { TaskMove } from '../_words/moves.ts'
import { changeTask, moveTask } from './task-calls.ts'
import { useTaskPage } from './use-task.ts'

/** Does what a move says; sending back asks for words first and is not done here. */
export function useMoves(): {
  go: (move: Exclude<TaskMove, 'send-back'>) => Promise<boolean>
  busyWith: string | undefined
} {
  const { task, act, busyWith } = useTaskPage()
  const go = (move: Exclude<TaskMove, 'send-back'>) => {
    switch (move) {
      case 'approve':
      case 'retry':
      case 'cancel':
        return act(move, () => moveTask(task.id, move))
      case 'begin':
      case 'begin-now':
      case 'reopen':
        return act(move, () => changeTask(task.id, { status: 'ready' }))
      case 'draft':
      case 'done':
        return act(move, () => changeTask(task.id, { status: move }))
    }
  }
  return { go, busyWith }
}
