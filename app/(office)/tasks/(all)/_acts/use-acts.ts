'use client'
// What people do to tasks. The board shows it at once; a refusal puts things back and says why.
import { useCallback, useMemo } from 'react'
import type { TaskCard, UpdateTaskInput } from '#lib/wire/task.ts'
import { toast } from '../../../../_ui/toast.tsx'
import type { Answered } from '../../../_api/call.ts'
import { changeTask } from '../../[id]/_state/task-calls.ts'
import { leadsTo, type MoveVerb } from '../_board/drop-of.ts'
import type { Wish } from '../_state/board-state.ts'
import type { Tasks } from '../_state/use-tasks.ts'
import { moveTask } from './task-calls.ts'

export type Change = Pick<UpdateTaskInput, 'assigneeId' | 'priority' | 'labels'>

export interface Acts {
  move: (cards: readonly TaskCard[], verb: MoveVerb, feedback?: string) => Promise<boolean>
  change: (cards: readonly TaskCard[], changeOf: (card: TaskCard) => Change) => Promise<boolean>
}

export function useActs({ tell, wish }: Pick<Tasks, 'tell' | 'wish'>): Acts {
  const doneTo = useCallback(
    async (card: TaskCard, to: Wish, ask: () => Promise<Answered<unknown>>): Promise<string | undefined> => {
      const settle = wish(card.id, to)
      const answer = await ask()
      if (answer.ok && isCard(answer.value)) tell([answer.value])
      settle()
      return answer.ok ? undefined : answer.detail
    },
    [tell, wish],
  )
  const move: Acts['move'] = useCallback(
    (cards, verb, feedback) =>
      forEach(cards, (card) => {
        const to: Wish = {
          status: leadsTo[verb],
          statusAt: new Date().toISOString(),
          why: null,
          worker: null,
        }
        return doneTo(card, to, () => moveTask(card.id, verb, feedback))
      }),
    [doneTo],
  )
  const change: Acts['change'] = useCallback(
    (cards, changeOf) =>
      forEach(cards, (card) => {
        const changes = changeOf(card)
        const { assigneeId = card.assigneeId, priority = card.priority, labels = card.labels } = changes
        return doneTo(card, { assigneeId, priority, labels }, () => changeTask(card.id, changes))
      }),
    [doneTo],
  )
  return useMemo(() => ({ move, change }), [move, change])
}

/** Plans answer with the plan, not with the task; its event tells the rest. */
function isCard(value: unknown): value is TaskCard {
  return typeof value === 'object' && value !== null && 'number' in value && 'updatedAt' in value
}

const atOnce = 4

/** Returns whether everything was done. Refusals of one kind are told once. */
async function forEach(
  cards: readonly TaskCard[],
  work: (card: TaskCard) => Promise<string | undefined>,
): Promise<boolean> {
  const refusals: string[] = []
  const waiting = [...cards]
  const workOff = async () => {
    for (let card = waiting.shift(); card; card = waiting.shift()) {
      const refusal = await work(card)
      if (refusal !== undefined) refusals.push(cards.length === 1 ? refusal : `#${card.number}: ${refusal}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, workOff))
  const [first, ...others] = refusals
  if (first === undefined) return true
  toast.error(others.length === 0 ? first : `${refusals.length} of ${cards.length} were refused. ${first}`)
  return false
}
