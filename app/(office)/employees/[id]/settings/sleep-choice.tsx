'use client'
import { Field } from '../../../../_ui/field.tsx'
import { Select } from '../../../../_ui/select.tsx'

const minutes = [5, 15, 30, 60, 240, 720, 1440] as const
const never = 'never'

type SleepChoiceProps = { value: number | null; wakesIn: string; onChange: (minutes: number | null) => void }

/** How long nothing must happen before the desk is switched off. */
export function SleepChoice({ value, wakesIn, onChange }: SleepChoiceProps) {
  const offered: number[] = [...minutes]
  if (value !== null && !offered.includes(value)) offered.push(value)
  const options = [
    ...offered
      .toSorted((one, other) => one - other)
      .map((one) => ({ value: String(one), label: afterInWords(one) })),
    { value: never, label: 'Never', note: 'The desk stays on and costs its memory' },
  ]
  return (
    <Field
      label="Goes to sleep after"
      hint={`When nothing has been said, done or watched for that long. A message, or somebody who wants to see the desktop, wakes them${wakesIn}; nothing is lost.`}
    >
      <Select
        options={options}
        value={value === null ? never : String(value)}
        onValueChange={(chosen) => onChange(chosen === never ? null : Number(chosen))}
        className="max-w-64"
      />
    </Field>
  )
}

function afterInWords(after: number): string {
  if (after % 1440 === 0) return after === 1440 ? '1 day' : `${after / 1440} days`
  if (after % 60 === 0) return after === 60 ? '1 hour' : `${after / 60} hours`
  return `${after} minutes`
}
