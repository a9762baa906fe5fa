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
/** An event is told once: what could not be read for now is asked for again. */
const askAgainMs = 2000

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
    return answer
  })
  const isOurs = (event: LiveEvent) => event.event === 'reset' || concerns(event, value)
  useBackAgain(initial, refresh, isOurs)
  useLive((event) => {
    if (isOurs(event)) refresh()
  })
  return { value, take: setValue, refresh }
}

/**
 * Runs the work soon, once for many calls, never twice at a time; a call while it runs makes it run again, and so does a refusal that
 * may pass.
 */
export function useQuietly(work: () => Promise<Answered<unknown>>): (waitMs?: number) => void {
  const latest = useRef(work)
  useEffect(() => {
    latest.current = work
  })
  const state = useRef({ isRunning: false, isWanted: false, isGone: false, timer: undefined as Timer })
  const soon = useCallback((waitMs = settleMs) => {
    const now = state.current
    if (now.isRunning) {
      now.isWanted = true
      return
    }
    now.timer ??= setTimeout(async () => {
      now.timer = undefined
      now.isRunning = true
      const answer = await latest.current().finally(() => {
        now.isRunning = false
      })
      const isWanted = now.isWanted || (!answer.ok && answer.isPassing)
      now.isWanted = false
      if (isWanted && !now.isGone) soon(answer.ok ? settleMs : askAgainMs)
    }, waitMs)
  }, [])
  useEffect(() => {
    const now = state.current
    now.isGone = false
    return () => {
      now.isGone = true
      clearTimeout(now.timer)
      now.timer = undefined
    }
  }, [])
  return soon
}

type Timer = ReturnType<typeof setTimeout> | undefined
