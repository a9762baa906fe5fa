'use client'
import type { Employee } from '#lib/wire/employee.ts'
import { Avatar } from '../../../../_ui/avatar.tsx'
import { LinkTabs } from '../../../../_ui/link-tabs.tsx'
import { DeskState } from '../../../_office/desk-state.tsx'
import { useEmployee } from '../../../_office/office-provider.tsx'
import { DeskMenu } from './desk-menu.tsx'
import { deskTabs } from './desk-tabs.ts'

export function DeskHeader({ initial, roleName }: { initial: Employee; roleName: string }) {
  const { employee, isWorking } = useEmployee(initial)
  return (
    <header className="shrink-0 border-line border-b px-4 pt-3 sm:px-6">
      <div className="flex min-w-0 items-center gap-3 pb-1">
        <Avatar seed={employee.portraitSeed} size={40} />
        <div className="min-w-0 flex-1">
          <div className="flex min-w-0 items-baseline gap-2">
            <h1 dir="auto" title={employee.name} className="min-w-0 truncate font-semibold text-md">
              {employee.name}
            </h1>
            <p className="shrink-0 text-muted text-sm max-sm:hidden">{roleName}</p>
          </div>
          <DeskState employee={employee} isWorking={isWorking} />
        </div>
        <DeskMenu employee={employee} />
      </div>
      <LinkTabs label="Desk" tabs={deskTabs(employee.id)} />
    </header>
  )
}
