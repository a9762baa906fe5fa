'use client'
// What the page shows: search, what needs somebody, and the filters, those that are set standing there to be taken away again.
import { ListFilter, Search, X } from 'lucide-react'
import type { RefObject } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import { Button } from '../../../../_ui/button.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { TextInput } from '../../../../_ui/text-input.tsx'
import { priorityNames } from '../../_words/status.ts'
import { columnNames } from '../_board/columns.ts'
import { FilterMenu } from './filter-menu.tsx'
import { narrowings, nobody, toggled, type View } from './view.ts'

export interface FilterBarProps {
  view: View
  onView: (changes: Partial<View>) => void
  employees: ReadonlyMap<string, Employee>
  labels: readonly string[]
  needing: number
  searchRef: RefObject<HTMLInputElement | null>
}

export function FilterBar({ view, onView, employees, labels, needing, searchRef }: FilterBarProps) {
  const count = narrowings(view)
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-2 sm:px-6">
      <Field label="Search tasks" hideLabel className="min-w-0 grow sm:max-w-64 sm:basis-64">
        <div className="relative">
          <Search
            aria-hidden="true"
            size={16}
            strokeWidth={1.5}
            className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
          />
          <TextInput
            ref={searchRef}
            type="search"
            value={view.search}
            onChange={(event) => onView({ search: event.target.value })}
            onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
            placeholder="Words or #number"
            className="pl-8"
          />
        </div>
      </Field>
      <Button
        aria-pressed={view.needsYou}
        onClick={() => onView({ needsYou: !view.needsYou })}
        className="aria-pressed:border-focus aria-pressed:bg-lamp-wash"
      >
        Needs you
        <span className="figures text-muted text-xs">{needing}</span>
      </Button>
      <Button
        aria-pressed={view.mine}
        onClick={() => onView({ mine: !view.mine })}
        className="aria-pressed:border-focus aria-pressed:bg-lamp-wash"
      >
        Only mine
      </Button>
      <FilterMenu
        view={view}
        onView={onView}
        employees={employees}
        labels={labels}
        trigger={
          <Button>
            <ListFilter aria-hidden="true" size={16} strokeWidth={1.5} />
            Filter
            {count > 0 && <span className="figures text-lamp-text text-xs">{count}</span>}
          </Button>
        }
      />
      <Chips view={view} onView={onView} employees={employees} />
    </div>
  )
}

type ChipsProps = Pick<FilterBarProps, 'view' | 'onView' | 'employees'>

function Chips({ view, onView, employees }: ChipsProps) {
  const { assignees, labels, priorities, columns } = view
  const nameOf = (id: string) =>
    id === nobody ? 'Nobody' : (employees.get(id)?.name ?? 'Somebody who has left')
  const chips = [
    ...assignees.map((id) => ({ key: id, words: nameOf(id), off: { assignees: toggled(assignees, id) } })),
    ...priorities.map((one) => ({
      key: `priority ${one}`,
      words: `${priorityNames[one]} priority`,
      off: { priorities: toggled(priorities, one) },
    })),
    ...labels.map((one) => ({ key: `label ${one}`, words: one, off: { labels: toggled(labels, one) } })),
    ...columns.map((one) => ({ key: one, words: columnNames[one], off: { columns: toggled(columns, one) } })),
  ]
  if (chips.length === 0) return null
  return (
    <ul aria-label="Filters that are set" className="flex min-w-0 flex-wrap items-center gap-1.5">
      {chips.map(({ key, words, off }) => (
        <li key={key} className="flex">
          <button
            type="button"
            onClick={() => onView(off)}
            aria-label={`Without the filter ${words}`}
            className="flex h-7 max-w-48 items-center gap-1 rounded-sm bg-sunken px-2 text-sm hover:text-ink max-sm:h-11"
          >
            <span dir="auto" className="truncate">
              {words}
            </span>
            <X aria-hidden="true" size={12} strokeWidth={1.5} className="shrink-0 text-muted" />
          </button>
        </li>
      ))}
      <li className="flex">
        <Button
          tone="plain"
          className="h-7 px-2 text-muted text-sm"
          onClick={() => onView({ assignees: [], labels: [], priorities: [], columns: [] })}
        >
          Clear
        </Button>
      </li>
    </ul>
  )
}
