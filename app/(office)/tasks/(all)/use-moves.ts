'use client'
// Moving tasks: what is done at once, what is asked before, and what is said of it.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { TaskCard } from '#lib/wire/task.ts'
import { toast } from '../../../_ui/toast.tsx'
import type { Acts } from './_acts/use-acts.ts'
import { type ColumnKey, columnNames, columnOf } from './_board/columns.ts'
import { dropOf, leadsTo, type MoveVerb } from './_board/drop-of.ts'
import { linkOfRow } from './_board/use-row-keys.ts'

interface Asked {
  verb: 'cancel' | 'sendBack'
  cards: readonly TaskCard[]
}

interface Moves {
  move: (cards: readonly TaskCard[], verb: MoveVerb) => void
  retry: (cards: readonly TaskCard[]) => void
  drop: (id: string, column: ColumnKey) => void
  /** What waits for a person's word. */
  asked: Asked | undefined
  confirm: (feedback?: string) => void
  dismiss: () => void
  /** For screen readers. */
  said: string
}

export function useMoves(cards: ReadonlyMap<string, TaskCard>, acts: Acts): Moves {
  const [asked, setAsked] = useState<Asked>()
  const [said, setSaid] = useState('')
  const follow = useFollowFocus()
  const known = useRef(cards)
  useEffect(() => {
    known.current = cards
  })
  const carryOut = useCallback(
    async (moved: readonly TaskCard[], verb: MoveVerb, feedback?: string) => {
      const [first] = moved
      if (first && moved.length === 1) follow(first.id)
      setSaid(saidOf(moved, verb))
      const isDone =
        first && moved.length === 1
          ? await acts.move(first, verb, feedback)
          : isForMany(verb) && (await acts.many(moved, { do: verb }))
      if (!isDone)
        setSaid(
          moved.length === 1
            ? 'That was refused; it is back where it was.'
            : 'What was refused is back where it was.',
        )
    },
    [acts, follow],
  )
  const move = useCallback(
    (moved: readonly TaskCard[], verb: MoveVerb) => {
      if (verb === 'cancel' || verb === 'sendBack') setAsked({ verb, cards: moved })
      else void carryOut(moved, verb)
    },
    [carryOut],
  )
  const drop = useCallback(
    (id: string, column: ColumnKey) => {
      const card = known.current.get(id)
      const what = card && dropOf(card, column)
      if (card && what?.verb) move([card], what.verb)
      else if (card && what?.refusal) toast.info(`#${card.number} stays where it is. ${what.refusal}`)
    },
    [move],
  )
  const retry = useCallback((moved: readonly TaskCard[]) => move(moved, 'retry'), [move])
  return {
    move,
    retry,
    drop,
    asked,
    confirm: (feedback) => asked && void carryOut(asked.cards, asked.verb, feedback),
    dismiss: () => setAsked(undefined),
    said,
  }
}

/** What the bar for several offers. */
function isForMany(verb: MoveVerb): verb is 'start' | 'retry' | 'approve' | 'cancel' {
  return verb === 'start' || verb === 'retry' || verb === 'approve' || verb === 'cancel'
}

function saidOf(moved: readonly TaskCard[], verb: MoveVerb): string {
  const where = columnNames[columnOf({ status: leadsTo[verb] })]
  const [first] = moved
  return moved.length === 1
    ? `#${first?.number} is in ${where} now.`
    : `${moved.length} tasks are in ${where} now.`
}

/** A card that changes its column is drawn anew there; whoever had it under the keyboard keeps it. */
function useFollowFocus(): (id: string) => void {
  const followed = useRef<string>(undefined)
  useEffect(() => {
    const id = followed.current
    if (!id || document.activeElement !== document.body) return
    followed.current = undefined
    linkOfRow(id)?.focus()
  })
  return useCallback((id: string) => {
    followed.current = id
  }, [])
}
