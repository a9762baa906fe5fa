'use client'
// The facts of a task beside its title and description, as one fills them in: for a new one and for one that is there.
import { offeredModels } from '#lib/model/models.ts'
import type { Check } from '#lib/wire/check.ts'
import { type Thinking, thinkingLevels } from '#lib/wire/task-parts.ts'
import { Avatar } from '../../../_ui/avatar.tsx'
import { Field } from '../../../_ui/field.tsx'
import { Select } from '../../../_ui/select.tsx'
import { Switch } from '../../../_ui/switch.tsx'
import { TextInput } from '../../../_ui/text-input.tsx'
import { useOffice } from '../../_office/office-provider.tsx'
import { PrioritySign } from '../_signs/priority-sign.tsx'
import { priorityNames } from '../_words/status.ts'
import { ChecksField } from './checks-field.tsx'
import { DependsField, type NamedTask } from './depends-field.tsx'
import { LabelsField } from './labels-field.tsx'

/** Lists of words and money stand here as they are typed; task-values.ts reads them. */
export interface TaskValues {
  assigneeId: string | null
  priority: number
  labels: string
  requires: string
  dependsOn: NamedTask[]
  model: string | null
  thinking: Thinking | null
  allowance: string
  maxAttempts: number
  needsReview: boolean
  checks: Check[]
}

interface TaskFieldsProps {
  value: TaskValues
  edit: (changes: Partial<TaskValues>) => void
  /** What the server said is wrong, by field. */
  problems?: Readonly<Record<string, string>> | undefined
  selfId?: string
}

const nobody = 'nobody'

export function TaskFields(props: TaskFieldsProps) {
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <ChoiceFields {...props} />
      </div>
      <MoreFields {...props} />
    </div>
  )
}

type ChoiceFieldsProps = TaskFieldsProps & {
  /** What it means to choose nobody. */
  anybody?: string
}

/** Who, how urgent, and where it belongs: three cells of a grid. */
export function ChoiceFields({ value, edit, problems = {}, anybody = 'Anybody who can' }: ChoiceFieldsProps) {
  const { employees } = useOffice()
  const present = employees.filter(({ lifecycle }) => lifecycle !== 'leaving')
  const assignees = [
    { value: nobody, label: anybody },
    ...present.map(({ id, name, portraitSeed }) => ({
      value: id,
      label: name,
      lead: <Avatar seed={portraitSeed} size={20} />,
    })),
  ]
  return (
    <>
      <Field label="Assignee" error={problems.assigneeId}>
        <Select
          options={assignees}
          value={value.assigneeId ?? nobody}
          onValueChange={(id) => edit({ assigneeId: id === nobody ? null : id })}
        />
      </Field>
      <Field label="Priority">
        <Select
          options={priorityNames.map((label, index) => ({
            value: String(index),
            label,
            lead: <PrioritySign isPlain priority={index} />,
          }))}
          value={String(value.priority)}
          onValueChange={(priority) => edit({ priority: Number(priority) })}
        />
      </Field>
      <LabelsField value={value.labels} onType={(labels) => edit({ labels })} error={problems.labels} />
    </>
  )
}

type MoreFieldsProps = TaskFieldsProps & {
  /** A template waits for no task in particular. */
  isTemplate?: boolean
}

/** What most tasks leave as it is. */
export function MoreFields({ value, edit, problems = {}, selfId, isTemplate }: MoreFieldsProps) {
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Needs"
          optional
          hint="What the worker must be able to do: browser, docker"
          error={problems.requires}
        >
          <TextInput
            autoComplete="off"
            value={value.requires}
            onChange={(event) => edit({ requires: event.target.value })}
          />
        </Field>
        <ModelFields value={value} edit={edit} />
        <Field label="Allowance" optional hint="In dollars; it stops there" error={problems.allowanceMicros}>
          <TextInput
            inputMode="decimal"
            autoComplete="off"
            value={value.allowance}
            onChange={(event) => edit({ allowance: event.target.value })}
          />
        </Field>
        <Field label="Attempts" hint="Before it counts as failed">
          <Select
            options={attempts}
            value={String(value.maxAttempts)}
            onValueChange={(most) => edit({ maxAttempts: Number(most) })}
          />
        </Field>
      </div>
      {!isTemplate && (
        <DependsField
          chosen={value.dependsOn}
          {...(selfId && { selfId })}
          onChange={(dependsOn) => edit({ dependsOn })}
        />
      )}
      <ChecksField checks={value.checks} onChange={(checks) => edit({ checks })} />
      <Switch
        label="I review it"
        hint="Otherwise it is done as soon as its checks pass."
        checked={value.needsReview}
        onCheckedChange={(needsReview) => edit({ needsReview })}
      />
    </div>
  )
}

const attempts = Array.from({ length: 10 }, (_, index) => ({
  value: String(index + 1),
  label: String(index + 1),
}))
const own = 'own'
const modelOptions = () => [
  { value: own, label: 'As the worker has it' },
  ...offeredModels().map(({ id, name }) => ({ value: id, label: name })),
]
const thinkingNames: Record<Thinking, string> = { off: 'Off', low: 'Low', medium: 'Medium', high: 'High' }
const thinkingOptions = [
  { value: own, label: 'As the worker has it' },
  ...thinkingLevels.map((level) => ({ value: level, label: thinkingNames[level] })),
]

function ModelFields({ value, edit }: Pick<TaskFieldsProps, 'value' | 'edit'>) {
  return (
    <>
      <Field label="Model">
        <Select
          options={modelOptions()}
          value={value.model ?? own}
          onValueChange={(id) => edit({ model: id === own ? null : id })}
        />
      </Field>
      <Field label="Thinking">
        <Select
          options={thinkingOptions}
          value={value.thinking ?? own}
          onValueChange={(level) => edit({ thinking: thinkingLevels.find((one) => one === level) ?? null })}
        />
      </Field>
    </>
  )
}
