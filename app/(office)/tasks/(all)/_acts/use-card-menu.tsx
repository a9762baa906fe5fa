'use client'
// The menu of whichever card asked for it, and the dialog it may lead to.
import { type ReactNode, useCallback, useState } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import type { TaskCard } from '#lib/wire/task.ts'
import type { MoveVerb } from '../_board/drop-of.ts'
import { LabelsDialog } from './labels-dialog.tsx'
import { TaskMenu } from './task-menu.tsx'
import type { Change } from './use-acts.ts'

interface CardMenuFacts {
  cards: ReadonlyMap<string, TaskCard>
  employees: readonly Employee[]
  labels: readonly string[]
  onMove: (card: TaskCard, verb: MoveVerb) => void
  onChange: (card: TaskCard, change: Change) => void
  onSelect: (id: string) => void
}

/** `open` stays the same, so that no card is drawn again for it. */
export function useOpenMenu() {
  const [at, setAt] = useState<{ id: string; anchor: Element }>()
  const open = useCallback((id: string, anchor: Element) => setAt({ id, anchor }), [])
  return { at, open, close: () => setAt(undefined) }
}

type CardMenuProps = CardMenuFacts & { menu: ReturnType<typeof useOpenMenu> }

export function CardMenu(props: CardMenuProps): ReactNode {
  const { cards, employees, labels, menu, onMove, onChange, onSelect } = props
  const [labelledId, setLabelled] = useState<string>()
  const card = menu.at && cards.get(menu.at.id)
  const labelled = labelledId === undefined ? undefined : cards.get(labelledId)
  return (
    <>
      {card && menu.at && (
        <TaskMenu
          card={card}
          anchor={menu.at.anchor}
          employees={employees}
          labels={labels}
          onClose={menu.close}
          onMove={(verb) => onMove(card, verb)}
          onChange={(change) => onChange(card, change)}
          onSelect={() => onSelect(card.id)}
          onEditLabels={() => setLabelled(card.id)}
        />
      )}
      {labelled && (
        <LabelsDialog
          card={labelled}
          onClose={() => setLabelled(undefined)}
          onLabels={(next) => onChange(labelled, { labels: next })}
        />
      )}
    </>
  )
}
