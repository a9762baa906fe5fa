'use client'
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { TaskCard } from '#lib/wire/task.ts'
import { type ColumnKey, columnNames } from './columns.ts'
import { draggedId } from './drag.ts'
import type { Drop } from './drop-of.ts'
import { useGrowing } from './use-growing.ts'

export interface ColumnProps {
  column: ColumnKey
  cards: readonly TaskCard[]
  /** Only its name, until somebody opens it. */
  isThin: boolean
  onOpen: () => void
  /** What dropping the dragged card here would mean; undefined while nothing is dragged, or where it lies already. */
  drop: Drop | undefined
  onDrop: (id: string, column: ColumnKey) => void
  renderCard: (card: TaskCard) => ReactNode
  /** Beside the name, and below it. */
  tools?: ReactNode
  children?: ReactNode
  /** After the last card. */
  foot?: ReactNode
}

export function Column(props: ColumnProps) {
  const { column, cards, isThin, drop } = props
  const { section, isOver } = useDropHere(column, props.onDrop)
  const name = columnNames[column]
  return (
    <section
      ref={section}
      aria-label={`${name}, ${cards.length === 1 ? 'one task' : `${cards.length} tasks`}`}
      data-column={column}
      data-drop={drop ? (drop.verb ? 'yes' : 'no') : undefined}
      data-over={isOver || undefined}
      className={`flex min-h-0 shrink-0 snap-start flex-col rounded-md transition-[opacity,background-color] duration-150 ease-out data-[drop=no]:opacity-45 data-[drop=yes]:data-over:bg-lamp-wash ${isThin ? 'w-9' : 'w-full sm:w-[220px] sm:grow sm:max-w-[320px]'}`}
    >
      {isThin ? (
        <ThinHead name={name} count={cards.length} onOpen={props.onOpen} />
      ) : (
        <Body {...props} isOver={isOver} />
      )}
    </section>
  )
}

function Body({
  column,
  cards,
  drop,
  renderCard,
  tools,
  children,
  isOver,
  foot,
}: ColumnProps & { isOver: boolean }) {
  const { count, sentinel } = useGrowing(cards.length)
  return (
    <>
      <header className="flex h-9 shrink-0 items-center gap-2 px-2 max-sm:hidden">
        <h2 className="font-medium text-sm">{columnNames[column]}</h2>
        <span aria-hidden="true" className="figures text-muted text-xs">
          {cards.length}
        </span>
        <span className="flex-1" />
        {tools}
      </header>
      {isOver && drop?.refusal && (
        <p role="status" className="px-2 pb-2 text-sm">
          {drop.refusal}
        </p>
      )}
      <div className="flex min-h-0 flex-1 flex-col gap-1.5 overflow-y-auto px-1 pb-16 max-sm:px-4 max-sm:pt-1">
        {children}
        <ul aria-label={columnNames[column]} className="flex flex-col gap-1.5 max-sm:gap-2">
          {cards.slice(0, count).map(renderCard)}
        </ul>
        {count < cards.length && (
          <p ref={sentinel} className="py-3 text-center text-muted text-sm">
            {cards.length - count} more
          </p>
        )}
        {count === cards.length && foot}
        {cards.length === 0 && <p className="px-1.5 py-1 text-muted text-sm">Nothing here.</p>}
      </div>
    </>
  )
}

type ThinHeadProps = { name: string; count: number; onOpen: () => void }

function ThinHead({ name, count, onOpen }: ThinHeadProps) {
  return (
    <button
      type="button"
      aria-expanded={false}
      aria-label={`Open ${name}, ${count}`}
      onClick={onOpen}
      className="flex min-h-0 flex-1 flex-col items-center gap-2 rounded-md py-2 text-muted text-sm transition-colors duration-150 ease-out hover:bg-sunken hover:text-ink"
    >
      <span className="figures text-xs">{count}</span>
      <span className="[writing-mode:vertical-rl]">{name}</span>
    </button>
  )
}

function useDropHere(column: ColumnKey, onDrop: ColumnProps['onDrop']) {
  const section = useRef<HTMLElement>(null)
  const latest = useRef(onDrop)
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    latest.current = onDrop
  })
  useEffect(() => {
    const element = section.current
    if (!element) return
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => draggedId(source.data) !== undefined,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false)
        const id = draggedId(source.data)
        if (id) latest.current(id, column)
      },
    })
  }, [column])
  return { section, isOver }
}
