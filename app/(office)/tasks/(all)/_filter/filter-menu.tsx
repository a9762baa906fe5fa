'use client'
import type { ReactElement, ReactNode } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import { Avatar } from '../../../../_ui/avatar.tsx'
import { Checkbox } from '../../../../_ui/checkbox.tsx'
import { Popover } from '../../../../_ui/popover.tsx'
import { Switch } from '../../../../_ui/switch.tsx'
import { PrioritySign } from '../../_signs/priority-sign.tsx'
import { priorityNames } from '../../_words/status.ts'
import { columnKeys, columnNames } from '../_board/columns.ts'
import { nobody, toggled, type View } from './view.ts'

type FilterMenuProps = {
  view: View
  onView: (changes: Partial<View>) => void
  employees: ReadonlyMap<string, Employee>
  labels: readonly string[]
  trigger: ReactElement
}

export function FilterMenu({ view, onView, employees, labels, trigger }: FilterMenuProps) {
  const { assignees, priorities } = view
  return (
    <Popover trigger={trigger} title="Filter">
      <div className="-mx-1 flex max-h-[min(60dvh,480px)] flex-col gap-3 overflow-y-auto px-1">
        <Group title="Given to">
          <Choice
            isSet={assignees.includes(nobody)}
            onToggle={() => onView({ assignees: toggled(assignees, nobody) })}
          >
            Nobody
          </Choice>
          {[...employees.values()].map(({ id, name, portraitSeed }) => (
            <Choice
              key={id}
              isSet={assignees.includes(id)}
              onToggle={() => onView({ assignees: toggled(assignees, id) })}
            >
              <Avatar seed={portraitSeed} size={20} />
              <span dir="auto" className="truncate">
                {name}
              </span>
            </Choice>
          ))}
        </Group>
        <Group title="Priority">
          {priorityNames
            .map((name, priority) => (
              <Choice
                key={name}
                isSet={priorities.includes(priority)}
                onToggle={() => onView({ priorities: toggled(priorities, priority) })}
              >
                <PrioritySign isPlain priority={priority} />
                {name}
              </Choice>
            ))
            .reverse()}
        </Group>
        {labels.length > 0 && (
          <Group title="Label">
            {labels.map((label) => (
              <Choice
                key={label}
                isSet={view.labels.includes(label)}
                onToggle={() => onView({ labels: toggled(view.labels, label) })}
              >
                <span dir="auto" className="truncate">
                  {label}
                </span>
              </Choice>
            ))}
          </Group>
        )}
        <Group title="Status">
          {columnKeys.map((key) => (
            <Choice
              key={key}
              isSet={view.columns.includes(key)}
              onToggle={() => onView({ columns: toggled(view.columns, key) })}
            >
              {columnNames[key]}
            </Choice>
          ))}
        </Group>
        <Switch
          label="Sub-tasks as cards"
          hint="Otherwise they stand under their parent’s progress."
          checked={view.parts}
          onCheckedChange={(parts) => onView({ parts })}
        />
      </div>
    </Popover>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="text-muted text-xs">{title}</legend>
      {children}
    </fieldset>
  )
}

type ChoiceProps = { isSet: boolean; onToggle: () => void; children: ReactNode }

function Choice({ isSet, onToggle, children }: ChoiceProps) {
  return (
    <Checkbox
      checked={isSet}
      onCheckedChange={onToggle}
      label={<span className="flex min-w-0 items-center gap-2">{children}</span>}
    />
  )
}
