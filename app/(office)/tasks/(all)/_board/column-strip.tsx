'use client'
// The names of the columns on a narrow screen: a tap goes there, and swiping from column to column moves the mark.
import { type RefObject, useEffect, useRef, useState } from 'react'
import { type Arranged, type ColumnKey, columnNames } from './columns.ts'

type ColumnStripProps = {
  scroller: RefObject<HTMLDivElement | null>
  columns: readonly ColumnKey[]
  arranged: Arranged
}

export function ColumnStrip({ scroller, columns, arranged }: ColumnStripProps) {
  const current = useColumnInView(scroller, columns)
  const strip = useRef<HTMLElement>(null)
  const columnsKey = columns.join()
  const firstWith = firstFull(columns, arranged)
  const begin = useRef(firstWith)
  useEffect(() => {
    if (columnsKey && begin.current) goTo(scroller.current, begin.current, 'instant')
  }, [scroller, columnsKey])
  useEffect(() => {
    if (current)
      strip.current
        ?.querySelector(`[data-to=${current}]`)
        ?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [current])
  return (
    <nav
      ref={strip}
      aria-label="Columns"
      className="flex shrink-0 gap-1 overflow-x-auto border-line border-b px-3"
    >
      {columns.map((column) => (
        <button
          key={column}
          type="button"
          data-to={column}
          aria-current={column === current ? 'true' : undefined}
          onClick={() => goTo(scroller.current, column, 'smooth')}
          className="-mb-px flex h-11 shrink-0 items-center gap-1.5 border-transparent border-b-2 px-2 text-muted aria-[current=true]:border-lamp aria-[current=true]:font-medium aria-[current=true]:text-ink"
        >
          {columnNames[column]}
          <span className="figures text-xs">{arranged[column].length}</span>
        </button>
      ))}
    </nav>
  )
}

function goTo(scroller: HTMLElement | null, column: ColumnKey, behavior: ScrollBehavior): void {
  const target = scroller?.querySelector(`[data-column=${column}]`)
  if (scroller && target instanceof HTMLElement)
    scroller.scrollTo({ left: target.offsetLeft - scroller.offsetLeft, behavior })
}

/** What needs somebody, then what moves, then what waits. */
const mattersMost: readonly ColumnKey[] = ['review', 'working', 'ready', 'planning', 'draft', 'done']

function firstFull(columns: readonly ColumnKey[], arranged: Arranged): ColumnKey | undefined {
  return mattersMost.find((key) => columns.includes(key) && arranged[key].length > 0)
}

function useColumnInView(
  scroller: RefObject<HTMLDivElement | null>,
  columns: readonly ColumnKey[],
): ColumnKey | undefined {
  const [current, setCurrent] = useState(columns[0])
  const columnsKey = columns.join()
  useEffect(() => {
    const root = scroller.current
    if (!root || typeof IntersectionObserver === 'undefined') return
    const observer = new IntersectionObserver(
      (entries) => {
        const seen = entries.find((entry) => entry.isIntersecting)?.target.getAttribute('data-column')
        const found = columnsKey.split(',').find((key) => key === seen)
        if (isColumn(found)) setCurrent(found)
      },
      { root, threshold: 0.6 },
    )
    for (const column of root.querySelectorAll('[data-column]')) observer.observe(column)
    return () => observer.disconnect()
  }, [scroller, columnsKey])
  return current
}

function isColumn(key: string | undefined): key is ColumnKey {
  return key !== undefined && key in columnNames
}
