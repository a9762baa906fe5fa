'use client'
import { Trash2 } from 'lucide-react'
import type { PlanStep } from '#lib/wire/plan.ts'
import { Checkbox } from '../../../../_ui/checkbox.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { IconButton } from '../../../../_ui/icon-button.tsx'
import { Select } from '../../../../_ui/select.tsx'
import { TextArea } from '../../../../_ui/text-area.tsx'
import { TextInput } from '../../../../_ui/text-input.tsx'
import { useOffice } from '../../../_office/office-provider.tsx'
import { ChecksField } from '../../_form/checks-field.tsx'

interface EditStepProps {
  step: PlanStep
  place: number
  /** What it may wait for without a circle. */
  others: readonly PlanStep[]
  isOnly: boolean
  onChange: (changes: Partial<PlanStep>) => void
  onRemove: () => void
}

const nobody = ''

export function EditStep({ step, place, others, isOnly, onChange, onRemove }: EditStepProps) {
  const { employees } = useOffice()
  const assignees = [
    { value: nobody, label: 'Anybody who can' },
    ...employees
      .filter(({ lifecycle }) => lifecycle !== 'leaving')
      .map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <li className="flex flex-col gap-3 border-line border-t border-dashed py-4">
      <div className="flex items-end gap-2">
        <Field label={`Step ${place}`} className="min-w-0 flex-1">
          <TextInput
            dir="auto"
            maxLength={200}
            value={step.title}
            placeholder="What is done in this step"
            onChange={(event) => onChange({ title: event.target.value })}
          />
        </Field>
        <IconButton label={`Remove step ${place}`} disabled={isOnly} onClick={onRemove}>
          <Trash2 aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Assignee">
          <Select
            options={assignees}
            value={step.assigneeId ?? nobody}
            onValueChange={(id) => onChange({ assigneeId: id === nobody ? null : id })}
          />
        </Field>
        <Field label="As" optional>
          <TextInput
            dir="auto"
            maxLength={200}
            value={step.role}
            onChange={(event) => onChange({ role: event.target.value })}
          />
        </Field>
      </div>
      <Field label="What exactly" optional>
        <TextArea
          dir="auto"
          rows={2}
          maxLength={8000}
          value={step.description}
          onChange={(event) => onChange({ description: event.target.value })}
        />
      </Field>
      {others.length > 0 && (
        <fieldset className="min-w-0">
          <legend className="font-medium">After</legend>
          {others.map((other) => (
            <Checkbox
              key={other.key}
              label={<span dir="auto">{other.title || 'A step without a name'}</span>}
              checked={step.dependsOn.includes(other.key)}
              onCheckedChange={(on) =>
                onChange({
                  dependsOn: on
                    ? [...step.dependsOn, other.key]
                    : step.dependsOn.filter((key) => key !== other.key),
                })
              }
            />
          ))}
        </fieldset>
      )}
      <ChecksField checks={step.checks} onChange={(checks) => onChange({ checks })} />
    </li>
  )
}
