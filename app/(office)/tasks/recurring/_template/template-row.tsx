'use client'
import { CalendarPlus, Ellipsis, Pause, Pencil, Play, Trash2 } from 'lucide-react'
import Link from 'next/link'
import type { Schedule, Template } from '#lib/wire/template.ts'
import { Avatar } from '../../../../_ui/avatar.tsx'
import { Badge } from '../../../../_ui/badge.tsx'
import { Button } from '../../../../_ui/button.tsx'
import { IconButton } from '../../../../_ui/icon-button.tsx'
import { Menu, MenuItem, MenuLine } from '../../../../_ui/menu.tsx'
import { useOffice } from '../../../_office/office-provider.tsx'
import { Moments } from '../_schedule/moments.tsx'
import { cronInWords } from '../_schedule/rhythm.ts'

export interface RowActs {
  make: (template: Template) => void
  edit: (template: Template) => void
  remove: (template: Template) => void
  addTime: (template: Template) => void
  changeTime: (schedule: Schedule) => void
  pause: (schedule: Schedule) => void
  removeTime: (schedule: Schedule) => void
}

type TemplateRowProps = { template: Template; schedules: readonly Schedule[]; acts: RowActs }

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

export function TemplateRow({ template, schedules, acts }: TemplateRowProps) {
  const { employees } = useOffice()
  const assignee = employees.find(({ id }) => id === template.spec.assigneeId)
  return (
    <li data-row className="flex flex-col gap-1 border-line border-b py-4 last:border-b-0">
      <div className="flex min-w-0 items-center gap-3">
        <div className="min-w-0 flex-1">
          <h2 dir="auto" title={template.name} className="truncate font-medium">
            <button
              type="button"
              className="max-w-full truncate text-left"
              onClick={() => acts.edit(template)}
            >
              {template.name}
            </button>
          </h2>
          <p className="flex min-w-0 items-center gap-1.5 text-muted text-sm">
            {assignee && <Avatar seed={assignee.portraitSeed} size={20} />}
            <span dir="auto" className="truncate">
              {assignee ? `${assignee.name}: ${template.spec.title}` : template.spec.title}
            </span>
          </p>
        </div>
        <Button onClick={() => acts.make(template)} className="max-sm:hidden">
          Make a task now
        </Button>
        <Menu
          trigger={
            <IconButton label={`More for ${template.name}`}>
              <Ellipsis {...icon} />
            </IconButton>
          }
        >
          <MenuItem icon={<Play {...icon} />} onClick={() => acts.make(template)}>
            Make a task now
          </MenuItem>
          <MenuItem icon={<CalendarPlus {...icon} />} onClick={() => acts.addTime(template)}>
            Add a time …
          </MenuItem>
          <MenuItem icon={<Pencil {...icon} />} onClick={() => acts.edit(template)}>
            Change …
          </MenuItem>
          <MenuLine />
          <MenuItem danger icon={<Trash2 {...icon} />} onClick={() => acts.remove(template)}>
            Delete …
          </MenuItem>
        </Menu>
      </div>
      <ul aria-label={`When ${template.name} comes`} className="flex flex-col">
        {schedules.map((schedule) => (
          <ScheduleLine key={schedule.id} schedule={schedule} acts={acts} />
        ))}
      </ul>
      {schedules.length === 0 && (
        <p className="text-muted text-sm">
          By hand only.{' '}
          <button
            type="button"
            className="min-h-6 text-ink underline decoration-edge underline-offset-2 hover:decoration-ink"
            onClick={() => acts.addTime(template)}
          >
            Add a time
          </button>
        </p>
      )}
    </li>
  )
}

function ScheduleLine({ schedule, acts }: { schedule: Schedule; acts: RowActs }) {
  const { cron, timeZone, enabled, upcoming, failure, lastTaskId } = schedule
  const words = cronInWords(cron)
  return (
    <li className="flex min-w-0 items-center gap-x-3 text-sm max-sm:items-start max-sm:py-1">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5">
        <span>
          {words} <span className="text-muted">{timeZone.replaceAll('_', ' ')}</span>
        </span>
        {!enabled && <Badge>Paused</Badge>}
        {enabled && upcoming.length > 0 && (
          <span className="min-w-0 text-muted">
            Next <Moments times={upcoming.slice(0, 3)} />
          </span>
        )}
        {lastTaskId && (
          <Link
            href={`/tasks/${lastTaskId}`}
            prefetch={false}
            className="text-muted underline decoration-edge underline-offset-2 hover:text-ink"
          >
            Last one
          </Link>
        )}
        {failure && (
          <p role="alert" className="basis-full text-bad">
            {failure.text} {failure.action}
          </p>
        )}
      </div>
      <Menu
        trigger={
          <IconButton label={`More for ${words}`}>
            <Ellipsis {...icon} />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil {...icon} />} onClick={() => acts.changeTime(schedule)}>
          Change …
        </MenuItem>
        <MenuItem
          icon={enabled ? <Pause {...icon} /> : <Play {...icon} />}
          onClick={() => acts.pause(schedule)}
        >
          {enabled ? 'Pause' : 'Go on'}
        </MenuItem>
        <MenuLine />
        <MenuItem danger icon={<Trash2 {...icon} />} onClick={() => acts.removeTime(schedule)}>
          Delete
        </MenuItem>
      </Menu>
    </li>
  )
}
