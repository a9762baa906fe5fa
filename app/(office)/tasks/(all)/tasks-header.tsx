'use client'
import { Columns3, Plus, Repeat, Rows3 } from 'lucide-react'
import { Button } from '../../../_ui/button.tsx'
import { ButtonLink } from '../../../_ui/button-link.tsx'
import type { View } from './_filter/view.ts'

type TasksHeaderProps = {
  count: number
  view: View
  onView: (changes: Partial<View>) => void
  onCreate: () => void
}

const layouts = [
  { value: 'board', label: 'Board', Icon: Columns3 },
  { value: 'list', label: 'List', Icon: Rows3 },
] as const

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

export function TasksHeader({ count, view, onView, onCreate }: TasksHeaderProps) {
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-3 pb-2 sm:px-6">
      <h1 className="font-semibold text-lg">Tasks</h1>
      {count > 0 && (
        <span aria-hidden="true" className="figures text-muted text-sm max-sm:hidden">
          {count}
        </span>
      )}
      <span className="flex-1" />
      <fieldset className="inline-flex gap-0.5 rounded-md border border-line p-0.5">
        <legend className="sr-only">Shown as</legend>
        {layouts.map(({ value, label, Icon }) => (
          <button
            key={value}
            type="button"
            aria-label={label}
            title={label}
            aria-pressed={view.layout === value}
            onClick={() => onView({ layout: value })}
            className="flex size-7 items-center justify-center rounded-sm text-muted transition-colors duration-150 ease-out hover:text-ink aria-pressed:bg-line aria-pressed:text-ink max-sm:size-10"
          >
            <Icon {...icon} />
          </button>
        ))}
      </fieldset>
      <ButtonLink href="/tasks/recurring" prefetch={false}>
        <Repeat {...icon} />
        <span className="max-sm:sr-only">Recurring</span>
      </ButtonLink>
      <Button tone="primary" onClick={onCreate}>
        <Plus {...icon} />
        <span>
          New<span className="max-sm:sr-only"> task</span>
        </span>
      </Button>
    </header>
  )
}
