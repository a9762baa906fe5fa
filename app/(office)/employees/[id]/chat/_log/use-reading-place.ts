'use client'
// Where the reader is. The log is laid out from its end (column-reverse): it opens at the newest message without any script, and
// older pages push nothing. What grows below a reader who has scrolled up is evened out here.
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

const nearEndPx = 48
const nearStartPx = 800

interface Place {
  log: RefObject<HTMLDivElement | null>
  isAtEnd: boolean
  toEnd: () => void
}

export function useReadingPlace(onNearStart: () => void): Place {
  const log = useRef<HTMLDivElement>(null)
  const [isAtEnd, setAtEnd] = useState(true)
  const nearStart = useRef(onNearStart)
  useEffect(() => {
    nearStart.current = onNearStart
  })
  useEffect(() => {
    const element = log.current
    const content = element?.firstElementChild
    if (!element || !content) return
    let held: Held | undefined
    const look = () => {
      if (held) keep(element, held)
      // Zero at the end, negative above it.
      const atEnd = element.scrollTop > -nearEndPx
      setAtEnd(atEnd)
      held = atEnd ? undefined : hold(element)
      const aboveFold = element.scrollHeight - element.clientHeight + element.scrollTop
      if (aboveFold < nearStartPx) nearStart.current()
    }
    const grown = new ResizeObserver(() => {
      if (!held) element.scrollTop = 0
      look()
    })
    element.addEventListener('scroll', look, { passive: true })
    grown.observe(content)
    grown.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      grown.disconnect()
    }
  }, [])
  const toEnd = useCallback(() => log.current?.scrollTo({ top: 0 }), [])
  return { log, isAtEnd, toEnd }
}

interface Held {
  row: Element
  top: number
  scrollTop: number
}

/** The first row the reader sees, and where it stands. */
function hold(log: HTMLElement): Held | undefined {
  const { top: edge } = log.getBoundingClientRect()
  for (const row of log.querySelectorAll('[data-row]')) {
    const { top, bottom } = row.getBoundingClientRect()
    if (bottom > edge) return { row, top, scrollTop: log.scrollTop }
  }
  return undefined
}

/** Evens out what moved the row, save for the reader's own scrolling. */
function keep(log: HTMLElement, { row, top, scrollTop }: Held): void {
  if (!row.isConnected) return
  const drift = row.getBoundingClientRect().top - top + log.scrollTop - scrollTop
  if (Math.abs(drift) >= 1) log.scrollTop += drift
}
