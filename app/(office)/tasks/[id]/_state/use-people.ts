'use client'
// Who may be named on a task: members and employees, by id.
import { createContext, useContext } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import { useOffice } from '../../../_office/office-provider.tsx'

export interface MemberName {
  userId: string
  name: string
}

export const MembersContext = createContext<readonly MemberName[]>([])

export function useMembers(): readonly MemberName[] {
  return useContext(MembersContext)
}

export function useColleague(id: string | null): Employee | undefined {
  const { employees } = useOffice()
  return id === null ? undefined : employees.find((one) => one.id === id)
}
