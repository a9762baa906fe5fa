'use client'
import { useCallback } from 'react'
import { type ManyAct, mostAtOnce, type TaskCard } from '#lib/wire/task.ts'
import { toast } from '../../../../_ui/toast.tsx'
import type { Tasks } from '../_state/use-tasks.ts'
import { changeMany } from './task-calls.ts'
import { wishOf } from './wish-of.ts'

export type Many = (cards: readonly TaskCard[], act: ManyAct) => Promise<boolean>

/** One act for many tasks, in as few requests as the API allows. */
export function useMany(tell: Tasks['tell'], wish: Tasks['wish']): Many {
  return useCallback(
    async (cards, act) => {
      const settles = cards.map((card) => wish(card.id, wishOf(card, act)))
      const refusals: string[] = []
      for (let from = 0; from < cards.length; from += mostAtOnce) {
        refusals.push(...(await doneTo(cards.slice(from, from + mostAtOnce), act, tell)))
      }
      for (const settle of settles) settle()
      return wereDone(refusals, cards.length)
    },
    [tell, wish],
  )
}

/** Returns the words of what was refused. */
async function doneTo(some: readonly TaskCard[], act: ManyAct, tell: Tasks['tell']): Promise<string[]> {
  const answer = await changeMany(
    some.map(({ id }) => id),
    act,
  )
  if (!answer.ok) return some.map(() => answer.detail)
  const { results } = answer.value
  tell(results.flatMap(({ task }) => (task ? [task] : [])))
  return results.filter(({ code }) => code !== 'done').map(({ words }) => words)
}

function wereDone([first, ...others]: readonly string[], asked: number): boolean {
  if (first === undefined) return true
  toast.error(asked === 1 ? first : `${others.length + 1} of ${asked} were refused. ${first}`)
  return false
}
