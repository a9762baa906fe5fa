'use client'
// The board: columns without boxes. On narrow screens one column fills the screen, and a strip of names leads to the others.
import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import type { TaskCard } from '#lib/wire/task.ts'
import { Button } from '../../../../_ui/button.tsx'
import { LoadMore } from '../../../../_ui/load-more.tsx'
import { faceOf } from '../_face/face-of.ts'
import { failures, toggled, type View } from '../_filter/view.ts'
import type { Older } from '../_state/use-older.ts'
import { Column } from './column.tsx'
import { ColumnStrip } from './column-strip.tsx'
import { type Arranged, type ColumnKey, columnKeys } from './columns.ts'
import { draggedId } from './drag.ts'
import { dropOf } from './drop-of.ts'
import { type RowActs, TaskCardItem } from './task-card.tsx'
import { useIsNarrow } from './use-is-narrow.ts'

export interface RowsProps {
  arranged: Arranged
  /** Everything that is known, for what a card says of others. */
  cards: ReadonlyMap<string, TaskCard>
  employees: ReadonlyMap<string, Employee>
  selected: ReadonlySet<string>
  unfolded: ReadonlySet<string>
  partsOf: (id: string) => readonly TaskCard[]
  acts: RowActs
}

type BoardProps = RowsProps & {
  view: View
  onView: (changes: Partial<View>) => void
  onDrop: (id: string, column: ColumnKey) => void
  toolsOf: (column: ColumnKey) => ReactNode
  lineOf: (column: ColumnKey) => ReactNode
  older: Older
}

export function Board(props: BoardProps) {
  const { arranged, cards, employees, selected, unfolded, partsOf, acts, view, onView, older } = props
  const scroller = useRef<HTMLDivElement>(null)
  const isNarrow = useIsNarrow()
  const dragged = useDragged(cards)
  const shown = columnKeys.filter((key) => view.columns.length === 0 || view.columns.includes(key))
  const card = (one: TaskCard) => (
    <TaskCardItem
      key={one.id}
      card={one}
      face={faceOf(one, employees)}
      parentNumber={one.parentId ? cards.get(one.parentId)?.number : undefined}
      isSelected={selected.has(one.id)}
      parts={unfolded.has(one.id) ? partsOf(one.id) : undefined}
      acts={acts}
    />
  )
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {isNarrow && <ColumnStrip scroller={scroller} columns={shown} arranged={arranged} />}
      <div
        ref={scroller}
        data-board
        className="flex min-h-0 flex-1 snap-x snap-mandatory gap-0 overflow-x-auto sm:snap-none sm:gap-1.5 sm:px-4"
      >
        {shown.map((column) => (
          <Column
            key={column}
            column={column}
            cards={arranged[column]}
            isThin={!isNarrow && isThin(column, arranged[column].length, view)}
            onOpen={() => onView({ open: toggled(view.open, column) })}
            drop={dragged && dropOf(dragged, column)}
            onDrop={props.onDrop}
            renderCard={card}
            tools={column === 'failed' ? <AllFailures onView={onView} /> : props.toolsOf(column)}
            foot={
              (column === 'done' || column === 'cancelled') &&
              older.hasMore && <LoadMore label="Show older ones" busy={older.isBusy} onLoad={older.load} />
            }
          >
            {props.lineOf(column)}
            {column === 'failed' && arranged.failed.length > 0 && isNarrow && <AllFailures onView={onView} />}
          </Column>
        ))}
      </div>
    </div>
  )
}

function AllFailures({ onView }: Pick<BoardProps, 'onView'>) {
  return (
    <Button
      tone="plain"
      className="h-7 px-2 text-muted text-sm max-sm:h-11 max-sm:self-start max-sm:px-0"
      onClick={() => onView(failures)}
    >
      Why, as a list
    </Button>
  )
}

/** Failed and cancelled are thin by themselves, and what is empty before the work begins; whoever asks for a column sees it. */
function isThin(column: ColumnKey, count: number, view: View): boolean {
  if (view.columns.includes(column) || view.open.includes(column)) return false
  if (column === 'failed' || column === 'cancelled') return true
  return (column === 'draft' || column === 'planning') && count === 0
}

function useDragged(cards: ReadonlyMap<string, TaskCard>): TaskCard | undefined {
  const [id, setId] = useState<string>()
  useEffect(
    () =>
      monitorForElements({
        onDragStart: ({ source }) => setId(draggedId(source.data)),
        onDrop: () => setId(undefined),
      }),
    [],
  )
  return id ? cards.get(id) : undefined
}
