'use client'
import { useEffect, useState } from 'react'
import type { Employee } from '#lib/wire/employee.ts'

const everyMs = 1000

/** The employee as they are now, asked once a second while the page is open. */
export function useEmployeeNow(initial: Employee): { employee: Employee; isStale: boolean } {
  const [employee, setEmployee] = useState(initial)
  const [isStale, setStale] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      try {
        const response = await fetch(`/api/v1/employees/${initial.id}`, { signal: stop.signal })
        if (response.ok) setEmployee(await response.json())
        setStale(!response.ok)
      } catch {
        if (!stop.signal.aborted) setStale(true)
      }
      if (!stop.signal.aborted) timer = setTimeout(ask, everyMs)
    }
    timer = setTimeout(ask, everyMs)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [initial.id])
  return { employee, isStale }
}
