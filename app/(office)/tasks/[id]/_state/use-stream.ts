'use client'
// Lines that only grow: what is there is kept, and an event fetches what came after it.
import { useEffect, useRef, useState } from 'react'
import type { LiveEvent } from '#lib/wire/event.ts'
import { useLive } from '../../../../_live/live-provider.tsx'
import type { Answered } from '../../../_api/call.ts'
import { useBackAgain } from '../../../_api/use-back-again.ts'
import { useQuietly } from '../../../_api/use-read.ts'

interface Line {
  id: number
}
interface Page<L extends Line> {
  items: L[]
  lastId: number
  hasMore: boolean
}

const nothing = {}

/** Numbers are given before they are committed: a line may come after one with a higher number. */
const overlap = 30

export function useStream<L extends Line>(
  taskId: string,
  initial: Page<L> | undefined,
  read: (after: number) => Promise<Answered<Page<L>>>,
  isOn: boolean,
): readonly L[] {
  const [lines, setLines] = useState<readonly L[]>(initial?.items ?? [])
  const lastId = useRef(initial?.lastId ?? 0)
  const refresh = useQuietly(async () => {
    for (;;) {
      const answer = await read(Math.max(0, lastId.current - overlap))
      if (!answer.ok) return answer
      const { items, lastId: newest } = answer.value
      setLines((before) => withLines(before, items))
      const hasMore = answer.value.hasMore && newest > lastId.current
      lastId.current = Math.max(lastId.current, newest)
      if (!hasMore) return answer
    }
  })
  const isWhole = initial !== undefined && !initial.hasMore
  useEffect(() => {
    if (isOn && !isWhole) refresh()
  }, [isOn, isWhole, refresh])
  const concerns = ({ event, data }: LiveEvent) =>
    isOn &&
    (event === 'reset' ||
      (event === 'task' && data.id === taskId) ||
      ((event === 'run' || event === 'task.activity') && data.taskId === taskId))
  useBackAgain(initial ?? nothing, refresh, concerns)
  useLive((event) => {
    if (concerns(event)) refresh()
  })
  return lines
}

/** In the order of their numbers, each once. */
export function withLines<L extends Line>(before: readonly L[], more: readonly L[]): readonly L[] {
  const known = new Set(before.map(({ id }) => id))
  const fresh = more.filter(({ id }) => !known.has(id))
  if (fresh.length === 0) return before
  return [...before, ...fresh].sort((one, other) => one.id - other.id)
}
