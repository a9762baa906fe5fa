import { randomUUID } from 'node:crypto'
import type { EmployeeLine } from '#lib/admin/read-company.ts'
import { dollars } from '#lib/mail/words.ts'
import { Avatar } from '../../../_ui/avatar.tsx'
import { Lamp } from '../../../_ui/lamp.tsx'
import { RelativeTime } from '../../../_ui/relative-time.tsx'
import { provisionDesk } from '../../_actions/acts.ts'
import { ActButton } from '../../_parts/act-button.tsx'
import { Nothing } from '../../_parts/section.tsx'
import { lampOfLifecycle, lifecycleNames, spoken } from '../../_parts/words.ts'

/** Who works there, how their desks are, and what they cost this month. */
export function EmployeeList({ employees, mayRun }: { employees: EmployeeLine[]; mayRun: boolean }) {
  if (employees.length === 0) return <Nothing>Nobody works there.</Nothing>
  return (
    <ul className="border-line border-t">
      {employees.map((employee) => (
        <li
          key={employee.id}
          className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b py-2 last:border-b-0"
        >
          <Avatar seed={employee.portraitSeed} size={32} />
          <div className="min-w-0 flex-1 basis-56">
            <p dir="auto" className="truncate font-medium">
              {employee.name} <span className="font-normal text-muted">{spoken(employee.roleKey)}</span>
            </p>
            <p className="break-words text-muted text-sm">
              {employee.failure ? (
                <span className="text-bad">{employee.failure.text}</span>
              ) : (
                <>
                  {spoken(employee.phase)}, <RelativeTime at={employee.phaseAt.getTime()} />
                </>
              )}
              {employee.hostName && ` · ${employee.hostName}`}
            </p>
          </div>
          <div className="flex items-center gap-x-4 max-sm:w-full max-sm:justify-between max-sm:pl-12">
            <span className="flex items-center sm:w-36 gap-1.5 text-sm">
              <Lamp state={lampOfLifecycle[employee.lifecycle]} size={16} label={null} />
              {lifecycleNames[employee.lifecycle]}
            </span>
            <span className="figures w-20 text-right text-sm">{dollars(employee.spentMicros)}</span>
            {mayRun && (
              <ActButton
                label="Re-provision"
                accessibleLabel={`Re-provision ${employee.name}`}
                title={`Make ${employee.name}’s desk anew?`}
                description="The desk is taken down and made again; its home is kept. A turn that is going on is interrupted."
                done="The desk is being made anew."
                actId={randomUUID()}
                subjectId={employee.id}
                action={provisionDesk}
              />
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
