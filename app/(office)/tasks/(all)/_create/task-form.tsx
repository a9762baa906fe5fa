'use client'
// The form of a new task: what most tasks need in sight, the rest one press away.
import type { ReactNode } from 'react'
import { Field } from '../../../../_ui/field.tsx'
import { Select } from '../../../../_ui/select.tsx'
import { TextArea } from '../../../../_ui/text-area.tsx'
import { TextInput } from '../../../../_ui/text-input.tsx'
import { ChoiceFields, MoreFields, type TaskValues } from '../../_form/task-fields.tsx'
import type { NewTask } from './new-task.ts'

type TaskFormProps = {
  task: NewTask
  onTask: (task: NewTask) => void
  problems: Readonly<Record<string, string>>
  onSubmit: () => void
  /** It is made again and again, so it waits for nothing in particular. */
  isTemplate?: boolean
  /** Between the description and the choices. */
  children?: ReactNode
}

const plans = [
  {
    value: 'auto',
    label: 'The planner splits it',
    note: 'and asks first where your settings or a risk say so',
  },
  { value: 'ask', label: 'Plan it, and ask me first', note: 'nothing begins before you approve' },
  { value: 'none', label: 'No plan', note: 'one worker does it as it stands' },
] as const

export function TaskForm({ task, onTask, problems, onSubmit, isTemplate = false, children }: TaskFormProps) {
  const edit = (changes: Partial<TaskValues>) => onTask({ ...task, values: { ...task.values, ...changes } })
  const fields = { value: task.values, edit, problems }
  return (
    <form
      id="new-task"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
        event.preventDefault()
        onSubmit()
      }}
    >
      <Field label="Title" error={problems.title}>
        <TextInput
          autoFocus
          dir="auto"
          autoComplete="off"
          maxLength={200}
          placeholder="Make a small landing page and check it"
          value={task.title}
          onChange={(event) => onTask({ ...task, title: event.target.value })}
        />
      </Field>
      <Field label="What is to be done" optional error={problems.description}>
        <TextArea
          dir="auto"
          rows={4}
          maxLength={20_000}
          value={task.description}
          onChange={(event) => onTask({ ...task, description: event.target.value })}
        />
      </Field>
      {children}
      <div className="grid gap-4 sm:grid-cols-2">
        <ChoiceFields
          {...fields}
          anybody={task.plan === 'none' ? 'Anybody who can' : 'Let the planner choose'}
        />
        <Field label="Plan">
          <Select
            options={plans}
            value={task.plan}
            onValueChange={(value) => {
              const plan = plans.find((one) => one.value === value)?.value
              if (plan) onTask({ ...task, plan })
            }}
          />
        </Field>
      </div>
      <details className="border-line border-t pt-3" open={Object.keys(problems).some(isFurther)}>
        <summary className="disclosure font-medium">More</summary>
        <div className="pt-3">
          <MoreFields {...fields} isTemplate={isTemplate} />
        </div>
      </details>
    </form>
  )
}

function isFurther(field: string): boolean {
  return !['title', 'description', 'assigneeId', 'labels'].includes(field)
}
