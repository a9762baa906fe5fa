'use client'
// The keys of the page of tasks. Rows are found by their mark in the page, so that board and list share them.
import { type RefObject, useEffect } from 'react'
import { usePageKeys } from '../../../_keys/use-page-keys.ts'
import { isCovered, isTyping } from '../../../_keys/where-keys-go.ts'
import type { RowActs } from './task-card.tsx'

interface Keys {
  create: () => void
  search: RefObject<HTMLInputElement | null>
  acts: RowActs
  /** Only while something is marked. */
  clear: (() => void) | undefined
}

export function useRowKeys({ create, search, acts, clear }: Keys): void {
  usePageKeys({
    c: create,
    '/': () => search.current?.focus(),
    x: () => {
      const id = focusedRow()?.dataset.task
      if (id) acts.select(id, false)
    },
    m: () => {
      const row = focusedRow()
      if (row?.dataset.task) acts.menu(row.dataset.task, row.querySelector('a') ?? row)
    },
    Escape: clear,
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const way = ways[event.key]
      const row = focusedRow()
      if (!way || !row || event.shiftKey || event.altKey || event.metaKey || event.ctrlKey) return
      if (isTyping(event) || isCovered()) return
      event.preventDefault()
      neighbour(row, way)?.querySelector('a')?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

/** Where the focus goes when a row has moved. */
export function linkOfRow(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-task="${id}"] a`)
}

function focusedRow(): HTMLElement | undefined {
  const row = document.activeElement?.closest('[data-task]')
  return row instanceof HTMLElement ? row : undefined
}

type Way = { along: 1 | -1; across?: never } | { across: 1 | -1; along?: never }

const ways: Readonly<Record<string, Way>> = {
  ArrowUp: { along: -1 },
  ArrowDown: { along: 1 },
  ArrowLeft: { across: -1 },
  ArrowRight: { across: 1 },
}

function neighbour(row: HTMLElement, { along, across }: Way): Element | undefined {
  if (along) {
    const rows = rowsOf(row.closest('[data-column], [data-list]'))
    return rows[rows.indexOf(row) + along]
  }
  const columns = [...document.querySelectorAll('[data-column]')].filter((one) => rowsOf(one).length > 0)
  const present = columns.findIndex((one) => one.contains(row))
  const rows = rowsOf(columns[present + across])
  const height = rowsOf(columns[present]).indexOf(row)
  return present < 0 ? undefined : rows[Math.min(height, rows.length - 1)]
}

function rowsOf(element: Element | null | undefined): Element[] {
  return [...(element?.querySelectorAll('[data-task]') ?? [])]
}
