'use client'
import { useState } from 'react'
import { Field } from '../../../../_ui/field.tsx'
import { TextInput } from '../../../../_ui/text-input.tsx'
import { formatDollars, parseDollars, typedDollars } from '../../../_form/dollars.ts'

type AllowanceProps = {
  value: number | null
  includedMicros: number | null
  onChange: (micros: number | null) => void
}

export function Allowance({ value, includedMicros, onChange }: AllowanceProps) {
  const [typed, setTyped] = useState(value === null ? '' : typedDollars(value))
  const isWrong = typed.trim() !== '' && parseDollars(typed) === undefined
  const change = (next: string) => {
    setTyped(next)
    const micros = parseDollars(next)
    if (next.trim() === '') onChange(null)
    else if (micros !== undefined) onChange(micros)
  }
  const included =
    includedMicros === null ? '' : ` Empty means what the plan includes, ${formatDollars(includedMicros)}.`
  return (
    <Field
      label="Monthly allowance in US dollars"
      optional
      error={isWrong ? 'Enter an amount such as 20 or 12.50' : undefined}
      hint={`How much their model may cost in a month.${included} At this they stop where they are and ask you.`}
    >
      <TextInput
        name="allowance"
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        placeholder={includedMicros === null ? '' : typedDollars(includedMicros)}
        onChange={(event) => change(event.target.value)}
        className="figures max-w-40"
      />
    </Field>
  )
}
