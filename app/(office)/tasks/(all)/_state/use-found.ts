'use client'
import { useEffect, useState } from 'react'
import type { TaskCard } from '#lib/wire/task.ts'
import { readTasks } from '../_acts/task-calls.ts'

const pauseMs = 250
const none: ReadonlySet<string> = new Set()

/** What a search finds beyond what the page can see: in descriptions, and among tasks that are not loaded. */
export function useFound(search: string, tell: (cards: readonly TaskCard[]) => void): ReadonlySet<string> {
  const [found, setFound] = useState<{ search: string; ids: ReadonlySet<string> }>({ search: '', ids: none })
  const wanted = search.trim()
  useEffect(() => {
    if (wanted === '') return
    let isOver = false
    const timer = setTimeout(async () => {
      const answer = await readTasks({ search: wanted, limit: '100' })
      if (isOver || !answer.ok) return
      tell(answer.value.items)
      setFound({ search: wanted, ids: new Set(answer.value.items.map(({ id }) => id)) })
    }, pauseMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [wanted, tell])
  return found.search === wanted ? found.ids : none
}
