'use client'
import Link from 'next/link'
import { Avatar } from '../../../_ui/avatar.tsx'
import { useOffice } from '../../_office/office-provider.tsx'
import { allowanceInWords, type NamedAllowance, stateOf } from './allowance.ts'
import { AllowanceBar } from './allowance-bar.tsx'
import { CapEditor } from './cap-editor.tsx'

export function EmployeeAllowance({ allowance }: { allowance: NamedAllowance }) {
  const { employees } = useOffice()
  const employee = employees.find(({ id }) => id === allowance.id)
  return (
    <li className="flex flex-wrap items-center gap-x-3 border-line border-b py-2 last:border-b-0">
      <Avatar seed={employee?.portraitSeed ?? allowance.id} size={24} />
      <div className="min-w-0 flex-1 basis-40">
        <div className="flex min-w-0 flex-wrap items-baseline justify-between gap-x-3">
          <Link
            href={`/employees/${allowance.id}/settings`}
            prefetch={false}
            dir="auto"
            title={allowance.name}
            className="min-w-0 truncate hover:underline"
          >
            {allowance.name}
          </Link>{' '}
          <span className="figures text-muted text-sm">{allowanceInWords(allowance)}</span>
        </div>
        <div className="mt-1.5">
          <AllowanceBar allowance={allowance} />
        </div>
        {stateOf(allowance) === 'used-up' && (
          <p className="mt-1 text-bad text-sm">Used up: they wait until it is raised or the month is over.</p>
        )}
      </div>
      <CapEditor allowance={allowance} />
    </li>
  )
}
