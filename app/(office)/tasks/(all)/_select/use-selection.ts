'use client'
// Which tasks are marked for an act on several.
import { useCallback, useEffect, useRef, useState } from 'react'

export interface Selection {
  ids: ReadonlySet<string>
  /** Marks or unmarks one; `isRange`: everything from the last one that was marked. */
  select: (id: string, isRange: boolean) => void
  clear: () => void
}

/** `order`: all that is shown, as it stands there. What is not shown any more is not marked any more. */
export function useSelection(order: readonly string[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(none)
  const shown = useRef(order)
  const last = useRef<string>(undefined)
  useEffect(() => {
    shown.current = order
    setIds((before) => (before.size === 0 ? before : keptOf(before, order)))
  }, [order])
  const select = useCallback((id: string, isRange: boolean) => {
    const from = last.current
    last.current = id
    setIds((before) => (isRange && from ? extended(before, shown.current, from, id) : flipped(before, id)))
  }, [])
  const clear = useCallback(() => {
    last.current = undefined
    setIds(none)
  }, [])
  return { ids, select, clear }
}

const none: ReadonlySet<string> = new Set()

function keptOf(before: ReadonlySet<string>, order: readonly string[]): ReadonlySet<string> {
  const kept = order.filter((id) => before.has(id))
  return kept.length === before.size ? before : new Set(kept)
}

function flipped(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before)
  if (!after.delete(id)) after.add(id)
  return after
}

function extended(
  before: ReadonlySet<string>,
  order: readonly string[],
  from: string,
  to: string,
): ReadonlySet<string> {
  const [first = 0, final = 0] = [order.indexOf(from), order.indexOf(to)].sort((one, other) => one - other)
  return new Set([...before, ...order.slice(Math.max(0, first), final + 1)])
}
