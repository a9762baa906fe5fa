'use client'
import type { Tone } from '#lib/role/tones.ts'
import { Field } from '../../../../_ui/field.tsx'
import { RadioCards } from '../../../../_ui/radio-cards.tsx'
import { TextArea } from '../../../../_ui/text-area.tsx'
import type { Profile } from './profile.ts'

type VoiceFieldsProps = {
  tones: readonly Pick<Tone, 'key' | 'name' | 'description' | 'sample'>[]
  value: Profile
  onChange: (changes: Partial<Profile>) => void
  fields: Readonly<Record<string, string>>
}

const maxOwnWords = 500
const maxPersonality = 4000

export function VoiceFields({ tones, value, onChange, fields }: VoiceFieldsProps) {
  const tone = tones.find((one) => one.key === value.toneKey)
  const choose = (key: string) => {
    const chosen = tones.find((one) => one.key === key)
    if (chosen) onChange({ toneKey: chosen.key })
  }
  return (
    <>
      <RadioCards
        label="Tone"
        columns={2}
        value={value.toneKey}
        onValueChange={choose}
        options={tones.map((one) => ({ value: one.key, title: one.name, text: one.description }))}
      />
      {value.toneKey === 'own' ? (
        <Field label="The voice in your words" error={fields.toneWords}>
          <TextArea
            name="toneWords"
            dir="auto"
            value={value.toneWords}
            maxLength={maxOwnWords}
            placeholder="Like a patient ship’s engineer: few words, everything checked twice."
            onChange={(event) => onChange({ toneWords: event.target.value })}
          />
        </Field>
      ) : (
        tone && <p className="text-muted">For example: “{tone.sample}”</p>
      )}
      <Field
        label="Personality"
        optional
        error={fields.personality}
        hint="Character and manner in your own words. It lifts no rule of the house."
      >
        <TextArea
          name="personality"
          dir="auto"
          rows={4}
          value={value.personality}
          maxLength={maxPersonality}
          onChange={(event) => onChange({ personality: event.target.value })}
        />
      </Field>
    </>
  )
}
