'use client'
import type { Employee } from '#lib/wire/employee.ts'
import { useHolder } from './use-holder.ts'

/** One line while a person drives the desktop. */
export function InControl({ employee }: { employee: Employee }) {
  const holder = useHolder(employee)
  if (holder.who === 'nobody') return null
  return (
    <p dir="auto" className="truncate text-lamp-text text-sm">
      {holder.who === 'me' ? 'You have control' : `${holder.memberName} has control`}
    </p>
  )
}
