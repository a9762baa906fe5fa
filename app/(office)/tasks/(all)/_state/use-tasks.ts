'use client'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { TaskCard } from '#lib/wire/task.ts'
import { useLive, useToldLately } from '../../../../_live/live-provider.tsx'
import { useBackAgain } from '../../../_api/use-back-again.ts'
import {
  type BoardState,
  seenCards,
  stateOf,
  type Wish,
  withoutWish,
  withTruth,
  withWish,
} from './board-state.ts'

export interface Tasks {
  /** As they are seen, by id. */
  cards: ReadonlyMap<string, TaskCard>
  /** Takes over what was read or answered. */
  tell: (cards: readonly TaskCard[]) => void
  /** Shows it so until the answer is there; returns what ends that. */
  wish: (id: string, wish: Wish) => () => void
}

/** Every task of the page, kept up to date. Events of one moment are drawn together. */
export function useTasks(initial: readonly TaskCard[]): Tasks {
  const router = useRouter()
  const [state, setState] = useState<BoardState>(() => stateOf(initial))
  const [seen, setSeen] = useState(initial)
  if (seen !== initial) {
    setSeen(initial)
    setState((before) => withTruth(before, initial))
  }
  const tell = useCallback((cards: readonly TaskCard[]) => {
    setState((before) => withTruth(before, cards))
  }, [])
  const toldLately = useToldLately()
  useEffect(() => {
    const read = new Map(initial.map((card) => [card.id, card.updatedAt]))
    const told = toldLately().flatMap((event) => (event.event === 'task' ? [event.data] : []))
    tell(told.filter((card) => card.updatedAt > (read.get(card.id) ?? '')))
  }, [initial, toldLately, tell])
  const tellSoon = useTogether(tell)
  useBackAgain(initial, router.refresh)
  useLive((event) => {
    if (event.event === 'task') tellSoon(event.data)
    if (event.event === 'reset') router.refresh()
  })
  const lastWish = useRef(0)
  const wish = useCallback((id: string, to: Wish) => {
    lastWish.current += 1
    const key = lastWish.current
    setState((before) => withWish(before, key, id, to))
    return () => setState((before) => withoutWish(before, key))
  }, [])
  const cards = useMemo(() => seenCards(state), [state])
  return { cards, tell, wish }
}

/** About a frame: a burst of a hundred events costs one drawing, and nobody sees the wait. */
const togetherMs = 16

function useTogether(tell: (cards: readonly TaskCard[]) => void): (card: TaskCard) => void {
  const waiting = useRef<TaskCard[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback(
    (card) => {
      waiting.current.push(card)
      timer.current ??= setTimeout(() => {
        timer.current = undefined
        tell(waiting.current.splice(0))
      }, togetherMs)
    },
    [tell],
  )
}
