'use client'
import { createContext, useCallback, useContext, useRef, useState } from 'react'
import type { TaskCard } from '#lib/wire/task.ts'
import { call } from '../../_api/call.ts'

/** Of a page that has the tasks at hand; elsewhere they are read when somebody is about to type. */
export const LabelsInUse = createContext<readonly string[] | undefined>(undefined)

export function useLabelsInUse(): { labels: readonly string[]; want: () => void } {
  const atHand = useContext(LabelsInUse)
  const [read, setRead] = useState<readonly string[]>([])
  const wasAsked = useRef(atHand !== undefined)
  const want = useCallback(() => {
    if (wasAsked.current) return
    wasAsked.current = true
    void call<{ items: TaskCard[] }>('/tasks?limit=100').then((answer) => {
      if (answer.ok) setRead(labelsOfTasks(answer.value.items))
    })
  }, [])
  return { labels: atHand ?? read, want }
}

export function labelsOfTasks(cards: Iterable<TaskCard>): string[] {
  const all = new Set([...cards].flatMap(({ labels }) => labels))
  return [...all].sort((one, other) => one.localeCompare(other))
}
