'use client'
// Something a page shows as it is now: given by the server, read anew when an event says that it changed.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { LiveEvent } from '#lib/wire/event.ts'
import { useLive } from '../../_live/live-provider.tsx'
import type { Answered } from './call.ts'
import { useBackAgain } from './use-back-again.ts'

export interface Read<T> {
  value: T
  /** Takes over the answer of an act before its event arrives. */
  take: (value: T) => void
  refresh: () => void
}

/** Many events in a moment ask once. */
const settleMs = 150

export function useRead<T extends object>(
  initial: T,
  read: () => Promise<Answered<T>>,
  concerns: (event: LiveEvent, present: T) => boolean,
): Read<T> {
  const [value, setValue] = useState(initial)
  const [seen, setSeen] = useState(initial)
  if (seen !== initial) {
    setSeen(initial)
    setValue(initial)
  }
  const latest = useRef(read)
  useEffect(() => {
    latest.current = read
  })
  const refresh = useQuietly(async () => {
    const answer = await latest.current()
    if (answer.ok) setValue(answer.value)
  })
  useBackAgain(initial, refresh)
  useLive((event) => {
    if (event.event === 'reset' || concerns(event, value)) refresh()
  })
  return { value, take: setValue, refresh }
}

/** Runs the work soon, once for many calls, never twice at a time; a call while it runs makes it run again. */
export function useQuietly(work: () => Promise<void>): () => void {
  const latest = useRef(work)
  useEffect(() => {
    latest.current = work
  })
  const state = useRef({ isRunning: false, isWanted: false, timer: undefined as Timer })
  const soon = useCallback(() => {
    const now = state.current
    if (now.isRunning) {
      now.isWanted = true
      return
    }
    now.timer ??= setTimeout(async () => {
      now.timer = undefined
      now.isRunning = true
      await latest.current().finally(() => {
        now.isRunning = false
      })
      if (now.isWanted) {
        now.isWanted = false
        soon()
      }
    }, settleMs)
  }, [])
  useEffect(() => {
    const now = state.current
    return () => {
      clearTimeout(now.timer)
      now.timer = undefined
    }
  }, [])
  return soon
}

type Timer = ReturnType<typeof setTimeout> | undefined
