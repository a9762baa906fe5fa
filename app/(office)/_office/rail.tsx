'use client'
import { ChartColumn, ListTodo, Settings, UserPlus, Users, Wrench } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import { Avatar } from '../../_ui/avatar.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import { PlanNote } from '../_billing/plan-note.tsx'
import { useResting } from '../_billing/standing-provider.tsx'
import { useNeeds } from '../_needs/needs-provider.tsx'
import { isAtWork } from './apply-to-office.ts'
import { CompanySwitcher } from './company-switcher.tsx'
import { useOffice } from './office-provider.tsx'
import { lampOf, stateInWords } from './words.ts'

export interface RailProps {
  companies: readonly { id: string; name: string }[]
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5, className: 'shrink-0' } as const

const rowLook =
  'flex min-h-9 items-center gap-2.5 rounded-md px-2 text-muted transition-colors duration-150 ease-out hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-ink max-md:min-h-11'

/** The way through the office: everybody at their desks, then the rest. Also the contents of the drawer on small screens. */
export function Rail({ companies }: RailProps) {
  const { employees, me, hasMore } = useOffice()
  const path = usePathname()
  const present = employees.filter((one) => one.lifecycle !== 'leaving')
  return (
    <nav aria-label="Office" className="flex h-full min-w-0 flex-1 flex-col gap-1 overflow-y-auto p-3">
      <CompanySwitcher companies={companies} />
      <Row href="/employees" isCurrent={path === '/employees'}>
        <Users {...icon} />
        <span className="flex-1">Employees</span>
      </Row>
      <ul className="flex flex-col gap-px">
        {present.map((employee) => (
          <EmployeeRow key={employee.id} employee={employee} path={path} />
        ))}
      </ul>
      {hasMore && (
        <Link href="/employees" className="px-2 py-1 text-muted text-sm hover:text-ink max-md:py-3">
          Show everybody
        </Link>
      )}
      {me.isManager && (
        <Row href="/onboarding?new" isCurrent={false}>
          <UserPlus {...icon} />
          Hire
        </Row>
      )}
      <Row href="/tasks" isCurrent={path === '/tasks' || path.startsWith('/tasks/')}>
        <ListTodo {...icon} />
        <span className="flex-1">Tasks</span>
        <NeedingTasks />
      </Row>
      {me.isManager && (
        <Row href="/usage" isCurrent={path === '/usage'}>
          <ChartColumn {...icon} />
          Usage
        </Row>
      )}
      <div className="mt-auto flex flex-col gap-1 pt-4">
        <PlanNote />
        {me.isOperator && (
          <Row href="/admin/overview" isCurrent={false}>
            <Wrench {...icon} />
            Operators
          </Row>
        )}
        <Row href="/settings" isCurrent={path.startsWith('/settings') || path.startsWith('/billing')}>
          <Settings {...icon} />
          Settings
        </Row>
      </div>
    </nav>
  )
}

type RowProps = { href: string; isCurrent: boolean; children: ReactNode }

function Row({ href, isCurrent, children }: RowProps) {
  return (
    <Link href={href} aria-current={isCurrent ? 'page' : undefined} className={rowLook}>
      {children}
    </Link>
  )
}

function EmployeeRow({ employee, path }: { employee: Employee; path: string }) {
  const { glances } = useOffice()
  const resting = useResting(employee)
  const isWorking = isAtWork(glances[employee.id])
  const home = `/employees/${employee.id}`
  const isCurrent = path === home || path.startsWith(`${home}/`)
  const unread = path === `${home}/chat` ? 0 : employee.unread
  return (
    <li className="[contain-intrinsic-height:36px] [content-visibility:auto]">
      <Link
        href={`${home}/chat`}
        prefetch={false}
        aria-current={isCurrent ? 'page' : undefined}
        title={employee.name}
        className={rowLook}
      >
        <Avatar seed={employee.portraitSeed} size={20} />
        <span dir="auto" className="min-w-0 flex-1 truncate text-left">
          {employee.name}
        </span>
        <Unread count={unread} />
        <Lamp
          state={resting ? 'off' : lampOf(employee, isWorking)}
          size={16}
          label={resting ?? stateInWords(employee, isWorking)}
        />
      </Link>
    </li>
  )
}

/** How many tasks wait for a person. */
function NeedingTasks() {
  const { items } = useNeeds().value
  const count = new Set(items.flatMap(({ taskId }) => taskId ?? [])).size
  if (count === 0) return null
  return (
    <span className="figures rounded-sm bg-lamp-wash px-1 text-lamp-text text-xs">
      {count > mostCounted ? `${mostCounted}+` : count}
      <span className="sr-only"> {count === 1 ? 'needs' : 'need'} you</span>
    </span>
  )
}

/** The list of what needs somebody is read only so far. */
const mostCounted = 49

function Unread({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="figures rounded-sm bg-lamp-wash px-1 text-lamp-text text-xs">
      {count > 99 ? '99+' : count}
      <span className="sr-only"> unread</span>
    </span>
  )
}
