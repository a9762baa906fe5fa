'use client'
import Link from 'next/link'
import { Avatar } from '../../_ui/avatar.tsx'
import { counted } from '../_billing/counted.ts'
import { useOffice } from '../_office/office-provider.tsx'

/** Fewer seats than people at work: everybody stays until somebody was let go by hand. */
export function WhomToLetGo({ seats }: { seats: number }) {
  const { employees } = useOffice()
  const present = employees.filter(({ lifecycle }) => lifecycle !== 'leaving')
  const tooMany = present.length - seats
  if (tooMany <= 0) return null
  return (
    <div role="status" className="rounded-md bg-lamp-wash p-3">
      <p>
        <span className="font-medium">{counted(present.length, 'employee')} work here.</span> Let{' '}
        {counted(tooMany, 'employee')} go first; nobody is let go by a change of plan.
      </p>
      <ul className="mt-2 flex flex-wrap gap-2">
        {present.map(({ id, name, portraitSeed }) => (
          <li key={id} className="min-w-0">
            <Link
              href={`/employees/${id}/settings`}
              prefetch={false}
              className="flex h-8 min-w-0 max-w-60 items-center gap-2 rounded-md border border-line bg-surface px-2 hover:border-edge max-sm:h-11"
            >
              <Avatar seed={portraitSeed} size={20} />
              <span dir="auto" className="truncate">
                {name}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
