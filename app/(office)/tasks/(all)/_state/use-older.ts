'use client'
import { useState } from 'react'
import type { TaskCard } from '#lib/wire/task.ts'
import { toast } from '../../../../_ui/toast.tsx'
import { readTasks } from '../_acts/task-calls.ts'
import { endedStatuses } from './ended.ts'

export interface Older {
  hasMore: boolean
  isBusy: boolean
  load: () => void
}

/** What ended longer ago than the page reaches, a page at a time. */
export function useOlder(first: string | null, tell: (cards: readonly TaskCard[]) => void): Older {
  const [cursor, setCursor] = useState(first)
  const [isBusy, setBusy] = useState(false)
  const load = async () => {
    if (!cursor || isBusy) return
    setBusy(true)
    const answer = await readTasks({ status: endedStatuses.join(), limit: '100', cursor })
    setBusy(false)
    if (!answer.ok) return toast.error(answer.detail)
    tell(answer.value.items)
    setCursor(answer.value.nextCursor)
  }
  return { hasMore: cursor !== null, isBusy, load: () => void load() }
}
