'use client'
// What the whole office knows: its employees as they are now, shared by the rail, the grid, the palette and the desks' pages.
import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import type { MemberRole } from '#lib/access/caller.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { useLive, useToldLately } from '../../_live/live-provider.tsx'
import { applyToOffice, isAtWork, type Office, unreadChangedBy, withPage } from './apply-to-office.ts'

interface OfficeFacts {
  userId: string
  email: string
  role: MemberRole
  /** Whether this person may hire, let go and manage. */
  isManager: boolean
  /** Whether this person runs the installation. */
  isOperator: boolean
  companyId: string
  companyName: string
}

interface OfficeContextValue extends Office {
  me: OfficeFacts
  hasMore: boolean
  isLoadingMore: boolean
  /** The next page of a very large office. */
  loadMore: () => Promise<void>
  /** Takes over the answer of an action before its event arrives. */
  apply: (employee: Employee) => void
}

const OfficeContext = createContext<OfficeContextValue | undefined>(undefined)

type OfficeProviderProps = {
  me: OfficeFacts
  initial: Office
  /** The newest event when `initial` was read. */
  position: number
  nextCursor: string | null
  children: ReactNode
}

export function OfficeProvider({ me, initial, position, nextCursor, children }: OfficeProviderProps) {
  const router = useRouter()
  const [office, setOffice] = useState(initial)
  const [cursor, setCursor] = useState(nextCursor)
  const [isLoadingMore, setLoadingMore] = useState(false)
  const [seen, setSeen] = useState(initial)
  const toldLately = useToldLately()
  if (seen !== initial) {
    setSeen(initial)
    const present = toldLately(position).reduce(applyToOffice, initial)
    setOffice((before) => (nextCursor ? withPage(present, before.employees) : present))
  }
  const apply = useCallback((employee: Employee) => {
    setOffice((before) => applyToOffice(before, { event: 'employee', data: employee }))
  }, [])
  const readAgain = useReadAgain(apply)
  useLive((event) => {
    setOffice((before) => applyToOffice(before, event))
    if (event.event === 'employee') readAgain.isTold(event.data.id)
    const changed = unreadChangedBy(event, me.userId)
    if (changed) readAgain.ask(changed)
    if (event.event === 'reset' || event.event === 'company') router.refresh()
  })
  const loadMore = useCallback(async () => {
    if (!cursor) return
    setLoadingMore(true)
    try {
      const page = await readPage(cursor)
      setOffice((before) => withPage(before, page.items))
      setCursor(page.nextCursor)
    } finally {
      setLoadingMore(false)
    }
  }, [cursor])
  const value = useMemo(
    () => ({ ...office, me, hasMore: cursor !== null, isLoadingMore, loadMore, apply }),
    [office, me, cursor, isLoadingMore, loadMore, apply],
  )
  return <OfficeContext value={value}>{children}</OfficeContext>
}

export function useOffice(): OfficeContextValue {
  const office = useContext(OfficeContext)
  if (!office) throw new Error('useOffice is called outside the office')
  return office
}

/** One employee as they are now; `initial` is what the server rendered, for one the office has not loaded. */
export function useEmployee(initial: Employee): { employee: Employee; isWorking: boolean } {
  const { employees, glances } = useOffice()
  return {
    employee: employees.find((one) => one.id === initial.id) ?? initial,
    isWorking: isAtWork(glances[initial.id]),
  }
}

interface EmployeePage {
  items: Employee[]
  nextCursor: string | null
}

async function readPage(cursor: string): Promise<EmployeePage> {
  const query = new URLSearchParams({ cursor, limit: '100' })
  const answer = await fetch(`/api/v1/employees?${query}`)
  if (!answer.ok) throw new Error(`The next employees could not be read (${answer.status})`)
  return answer.json()
}

const settleMs = 150

interface ReadAgain {
  ask: (employeeId: string) => void
  /** The stream told of them: an answer still under way is older. */
  isTold: (employeeId: string) => void
}

/** Reads an employee anew, soon: many messages in a moment ask once. */
function useReadAgain(apply: (employee: Employee) => void): ReadAgain {
  const waiting = useRef(new Set<string>())
  /** By employee: which answer is awaited. */
  const awaited = useRef(new Map<string, symbol>())
  return useMemo(
    () => ({
      ask(employeeId) {
        if (waiting.current.has(employeeId)) return
        waiting.current.add(employeeId)
        setTimeout(async () => {
          waiting.current.delete(employeeId)
          const mine = Symbol(employeeId)
          awaited.current.set(employeeId, mine)
          const answer = await fetch(`/api/v1/employees/${employeeId}`).catch(() => undefined)
          const employee = answer?.ok ? await answer.json() : undefined
          if (employee && awaited.current.get(employeeId) === mine) apply(employee)
        }, settleMs)
      },
      isTold: (employeeId) => void awaited.current.delete(employeeId),
    }),
    [apply],
  )
}
