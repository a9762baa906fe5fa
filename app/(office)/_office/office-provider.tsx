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
  /** Called before an act; takes its answer over, unless the stream tells of the employee first: that is as new, or newer. */
  awaitAnswer: (employeeId: string) => (employee: Employee) => void
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
  const { awaitAnswer, outdate } = useAnswers(setOffice)
  const readAgain = useReadAgain((employeeId) => {
    outdate(employeeId)
    return awaitAnswer(employeeId)
  })
  useLive((event) => {
    setOffice((before) => applyToOffice(before, event))
    if (event.event === 'employee') outdate(event.data.id)
    const changed = unreadChangedBy(event, me.userId)
    if (changed) readAgain(changed)
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
    () => ({ ...office, me, hasMore: cursor !== null, isLoadingMore, loadMore, awaitAnswer }),
    [office, me, cursor, isLoadingMore, loadMore, awaitAnswer],
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

/** What is asked about an employee, and what the stream tells of them meanwhile. */
function useAnswers(setOffice: (change: (before: Office) => Office) => void) {
  const outdated = useRef(new Map<string, number>())
  return useMemo(() => {
    const times = (employeeId: string) => outdated.current.get(employeeId) ?? 0
    return {
      /** Whatever is still awaited of them is older. */
      outdate: (employeeId: string) => void outdated.current.set(employeeId, times(employeeId) + 1),
      awaitAnswer(employeeId: string) {
        const before = times(employeeId)
        return (data: Employee) => {
          if (times(employeeId) === before)
            setOffice((office) => applyToOffice(office, { event: 'employee', data }))
        }
      },
    }
  }, [setOffice])
}

/** Reads an employee anew, soon: many messages in a moment ask once. */
function useReadAgain(begin: OfficeContextValue['awaitAnswer']): (employeeId: string) => void {
  const waiting = useRef(new Set<string>())
  return (employeeId) => {
    if (waiting.current.has(employeeId)) return
    waiting.current.add(employeeId)
    setTimeout(async () => {
      waiting.current.delete(employeeId)
      const take = begin(employeeId)
      const answer = await fetch(`/api/v1/employees/${employeeId}`).catch(() => undefined)
      if (answer?.ok) take(await answer.json())
    }, settleMs)
  }
}
