'use client'
// What people do to tasks. The board shows it at once; a refusal puts things back and says why.
import { useCallback, useMemo } from 'react'
import type { TaskCard, UpdateTaskInput } from '#lib/wire/task.ts'
import { toast } from '../../../../_ui/toast.tsx'
import type { Answered } from '../../../_api/call.ts'
import { changeTask } from '../../[id]/_state/task-calls.ts'
import type { MoveVerb } from '../_board/drop-of.ts'
import type { Wish } from '../_state/board-state.ts'
import type { Tasks } from '../_state/use-tasks.ts'
import { moveTask } from './task-calls.ts'
import { type Many, useMany } from './use-many.ts'
import { wishOfMove } from './wish-of.ts'

export type Change = Pick<UpdateTaskInput, 'assigneeId' | 'priority' | 'labels'>

/** Each says whether everything was done; what was refused is told. */
export interface Acts {
  move: (card: TaskCard, verb: MoveVerb, feedback?: string) => Promise<boolean>
  change: (card: TaskCard, changes: Change) => Promise<boolean>
  many: Many
}

export function useActs({ tell, wish }: Pick<Tasks, 'tell' | 'wish'>): Acts {
  const doneTo = useCallback(
    async (card: TaskCard, to: Wish, ask: () => Promise<Answered<unknown>>): Promise<boolean> => {
      const settle = wish(card.id, to)
      const answer = await ask()
      if (answer.ok && isCard(answer.value)) tell([answer.value])
      settle()
      if (!answer.ok) toast.error(answer.detail)
      return answer.ok
    },
    [tell, wish],
  )
  const move: Acts['move'] = useCallback(
    (card, verb, feedback) => doneTo(card, wishOfMove(verb), () => moveTask(card.id, verb, feedback)),
    [doneTo],
  )
  const change: Acts['change'] = useCallback(
    (card, changes) => {
      const { assigneeId = card.assigneeId, priority = card.priority, labels = card.labels } = changes
      return doneTo(card, { assigneeId, priority, labels }, () => changeTask(card.id, changes))
    },
    [doneTo],
  )
  const many = useMany(tell, wish)
  return useMemo(() => ({ move, change, many }), [move, change, many])
}

/** Plans answer with the plan, not with the task; its event tells the rest. */
function isCard(value: unknown): value is TaskCard {
  return typeof value === 'object' && value !== null && 'number' in value && 'updatedAt' in value
}
