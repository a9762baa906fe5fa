'use client'
import { Field } from '../../../_ui/field.tsx'
import { TextInput } from '../../../_ui/text-input.tsx'

type LineFieldProps = { label: string; value: string; optional?: boolean; onType: (value: string) => void }

/** A line of something exact: no spelling, no completion. */
export function LineField({ label, value, optional = false, onType }: LineFieldProps) {
  return (
    <Field label={label} optional={optional}>
      <TextInput
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onType(event.target.value)}
      />
    </Field>
  )
}
