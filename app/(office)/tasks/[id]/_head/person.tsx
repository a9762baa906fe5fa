'use client'
import { SquareTerminal } from 'lucide-react'
import Link from 'next/link'
import { Avatar } from '../../../../_ui/avatar.tsx'
import { Lamp } from '../../../../_ui/lamp.tsx'
import { isAtWork } from '../../../_office/apply-to-office.ts'
import { useOffice } from '../../../_office/office-provider.tsx'
import { lampOf, stateInWords } from '../../../_office/words.ts'
import { useColleague } from '../_state/use-people.ts'

type PersonProps = { employeeId: string | null; name?: string; isLink?: boolean }

/** Who works on something: an employee with portrait and lamp, or a worker outside by name. */
export function Person({ employeeId, name = 'Somebody who left', isLink = false }: PersonProps) {
  const employee = useColleague(employeeId)
  const { glances } = useOffice()
  if (!employee) {
    return (
      <span className="inline-flex min-w-0 items-center gap-1.5">
        <SquareTerminal aria-hidden="true" size={20} strokeWidth={1.5} className="shrink-0 text-muted" />
        <span dir="auto" className="truncate">
          {name}
        </span>
      </span>
    )
  }
  const isWorking = isAtWork(glances[employee.id])
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Avatar seed={employee.portraitSeed} size={20} />
      {isLink ? (
        <Link
          href={`/employees/${employee.id}/chat`}
          prefetch={false}
          dir="auto"
          className="truncate hover:underline"
        >
          {employee.name}
        </Link>
      ) : (
        <span dir="auto" className="truncate">
          {employee.name}
        </span>
      )}
      <Lamp state={lampOf(employee, isWorking)} size={16} label={stateInWords(employee, isWorking)} />
    </span>
  )
}
