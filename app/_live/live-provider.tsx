'use client'

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import type { LiveEvent } from '#lib/wire/event.ts'
import { applyToEmployees } from './apply-to-employees.ts'
import { type LiveConnection, type LiveState, openConnection } from './connection.ts'

const LiveContext = createContext<LiveConnection | undefined>(undefined)

/** Opens the tab's event stream. `after` is `readLivePosition` of when the page was read. */
export function LiveProvider({ after, children }: { after: number; children: ReactNode }) {
  const firstAfter = useRef(after)
  const [connection, setConnection] = useState<LiveConnection>()
  useEffect(() => {
    const opened = openConnection(firstAfter.current)
    setConnection(opened)
    return () => opened.close()
  }, [])
  return <LiveContext value={connection}>{children}</LiveContext>
}

/** Hears every event of the company while the component is shown. */
export function useLive(handler: (event: LiveEvent) => void): void {
  const connection = useContext(LiveContext)
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => connection?.subscribe((event) => latest.current(event)), [connection])
}

/** What was told of late with a number above this one: for what was read by then and arrives only now. */
export function useToldLately(): (afterId?: number) => LiveEvent[] {
  const connection = useContext(LiveContext)
  const latest = useRef(connection)
  latest.current = connection
  return useCallback((afterId = 0) => {
    const told = latest.current?.lately() ?? []
    return told.filter(({ id }) => id > afterId).map(({ event }) => event)
  }, [])
}

/** Whether what the page shows is kept up to date right now. */
export function useLiveState(): LiveState {
  const connection = useContext(LiveContext)
  const subscribe = useCallback(
    (changed: () => void) => connection?.onState(changed) ?? (() => undefined),
    [connection],
  )
  return useSyncExternalStore(
    subscribe,
    () => connection?.state() ?? 'connecting',
    () => 'connecting',
  )
}

/** The employees as they are now; `initial` is what the server rendered. */
export function useEmployees(initial: readonly Employee[]): readonly Employee[] {
  const [employees, setEmployees] = useState(initial)
  const [seen, setSeen] = useState(initial)
  if (seen !== initial) {
    setSeen(initial)
    setEmployees(initial)
  }
  useLive((event) => setEmployees((present) => applyToEmployees(present, event)))
  return employees
}
