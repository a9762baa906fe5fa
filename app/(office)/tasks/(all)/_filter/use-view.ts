'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import { queryOf, type View, viewOf } from './view.ts'

/** Browsers refuse an address that changes with every letter. */
const writeMs = 150

/** What the address says: at once on the page, a moment later in the address. Following a link to the page counts anew. */
export function useView(): [View, (changes: Partial<View>) => void] {
  const told = useSearchParams()?.toString() ?? ''
  const [view, setView] = useState(() => viewOf(new URLSearchParams(told)))
  const [seen, setSeen] = useState(told)
  const [written, setWritten] = useState<string>()
  const toldQuery = queryOf(viewOf(new URLSearchParams(told)))
  if (seen !== told) {
    setSeen(told)
    // The echo of what was written here may be older than the last letter.
    if (toldQuery !== written) setView(viewOf(new URLSearchParams(told)))
  }
  const query = queryOf(view)
  useEffect(() => {
    if (query === toldQuery) return
    const timer = setTimeout(() => {
      setWritten(query)
      window.history.replaceState(null, '', `${window.location.pathname}${query}`)
    }, writeMs)
    return () => clearTimeout(timer)
  }, [query, toldQuery])
  const change = useCallback((changes: Partial<View>) => setView((before) => ({ ...before, ...changes })), [])
  return [view, change]
}
