'use client'
// Under the title: status, who does it, how urgent it is, labels, and what it costs.
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Avatar } from '../../../../_ui/avatar.tsx'
import { Badge } from '../../../../_ui/badge.tsx'
import { Menu, MenuItem } from '../../../../_ui/menu.tsx'
import { useOffice } from '../../../_office/office-provider.tsx'
import { priorityNames } from '../../_words/status.ts'
import { changeTask } from '../_state/task-calls.ts'
import { useTaskPage } from '../_state/use-task.ts'
import { CostLine } from './cost-line.tsx'
import { Person } from './person.tsx'
import { StatusMenu } from './status-menu.tsx'

export function FactsLine({ onSendBack }: { onSendBack: () => void }) {
  const { task } = useTaskPage()
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2 max-sm:gap-y-0">
      <StatusMenu onSendBack={onSendBack} />
      {/* Its parts are given to somebody, the whole to nobody. */}
      {task.parts.total === 0 && <AssigneeMenu />}
      <PriorityMenu />
      {task.labels.length > 0 && (
        <ul aria-label="Labels" className="flex min-w-0 flex-wrap gap-1 max-sm:py-2">
          {task.labels.map((label) => (
            <li key={label} className="max-w-full">
              <Badge>
                <span dir="auto" className="max-w-40 truncate">
                  {label}
                </span>
              </Badge>
            </li>
          ))}
        </ul>
      )}
      <CostLine />
    </div>
  )
}

/** A fact that opens a menu of what it could be instead. */
function FactButton({ label, children, ...rest }: { label: string; children: ReactNode }) {
  return (
    <button
      type="button"
      {...rest}
      className="-mx-1 inline-flex min-h-6 min-w-0 max-w-64 items-center gap-1 rounded-sm px-1 hover:bg-sunken max-sm:min-h-11"
    >
      <span className="sr-only">{label}: </span>
      {children}
      <ChevronDown aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-muted" />
    </button>
  )
}

function AssigneeMenu() {
  const { task, act } = useTaskPage()
  const { employees } = useOffice()
  const assign = (assigneeId: string | null) => void act('assign', () => changeTask(task.id, { assigneeId }))
  return (
    <Menu
      align="start"
      trigger={
        <FactButton label="Assignee">
          {task.assigneeId ? (
            <Person employeeId={task.assigneeId} />
          ) : (
            <span className="text-muted">Anybody who can</span>
          )}
        </FactButton>
      }
    >
      <MenuItem onClick={() => assign(null)}>Anybody who can</MenuItem>
      {employees
        .filter(({ lifecycle }) => lifecycle !== 'leaving')
        .map(({ id, name, portraitSeed }) => (
          <MenuItem key={id} icon={<Avatar seed={portraitSeed} size={20} />} onClick={() => assign(id)}>
            <span dir="auto">{name}</span>
          </MenuItem>
        ))}
    </Menu>
  )
}

function PriorityMenu() {
  const { task, act } = useTaskPage()
  const change = (priority: number) => void act('priority', () => changeTask(task.id, { priority }))
  return (
    <Menu align="start" trigger={<FactButton label="Priority">{priorityNames[task.priority]}</FactButton>}>
      {priorityNames.map((name, priority) => (
        <MenuItem key={name} onClick={() => change(priority)}>
          {name}
        </MenuItem>
      ))}
    </Menu>
  )
}
