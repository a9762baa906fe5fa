'use client'
import { Field } from '../../../../_ui/field.tsx'
import { Select } from '../../../../_ui/select.tsx'
import { TextInput } from '../../../../_ui/text-input.tsx'
import { cronOf, type Rhythm, rhythmKinds, rhythmNames, weekdayNames } from './rhythm.ts'

type RhythmFieldsProps = {
  rhythm: Rhythm
  onRhythm: (rhythm: Rhythm) => void
  problem: string | undefined
}

const kinds = rhythmKinds.map((value) => ({ value, label: rhythmNames[value] }))
const weekdays = weekdayNames.map((label, index) => ({ value: String(index + 1), label }))
const days = Array.from({ length: 31 }, (_, index) => ({
  value: String(index + 1),
  label: String(index + 1),
}))

export function RhythmFields({ rhythm, onRhythm, problem }: RhythmFieldsProps) {
  const edit = (changes: Partial<Rhythm>) => onRhythm({ ...rhythm, ...changes })
  const choose = (value: string) => {
    const kind = rhythmKinds.find((one) => one === value)
    // Who goes over to the fields sees what was chosen so far.
    if (kind) edit({ kind, ...(kind === 'own' && { cron: cronOf(rhythm) }) })
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="How often">
        <Select options={kinds} value={rhythm.kind} onValueChange={choose} />
      </Field>
      {rhythm.kind === 'weekly' && (
        <Field label="On">
          <Select
            options={weekdays}
            value={String(rhythm.weekday)}
            onValueChange={(weekday) => edit({ weekday: Number(weekday) })}
          />
        </Field>
      )}
      {rhythm.kind === 'monthly' && (
        <Field
          label="On day"
          hint={rhythm.dayOfMonth > 28 ? 'Months without that day are left out.' : undefined}
        >
          <Select
            options={days}
            value={String(rhythm.dayOfMonth)}
            onValueChange={(day) => edit({ dayOfMonth: Number(day) })}
          />
        </Field>
      )}
      {rhythm.kind === 'own' ? (
        <Field label="Fields" hint="Minute, hour, day, month, weekday" error={problem}>
          <TextInput
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
            value={rhythm.cron}
            onChange={(event) => edit({ cron: event.target.value })}
          />
        </Field>
      ) : (
        <Field label="At" error={problem}>
          <TextInput
            type="time"
            required
            value={rhythm.time}
            onChange={(event) => event.target.value && edit({ time: event.target.value })}
          />
        </Field>
      )}
    </div>
  )
}
