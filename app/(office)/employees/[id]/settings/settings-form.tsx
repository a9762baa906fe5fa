'use client'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import type { Tone } from '#lib/role/tones.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { Field } from '../../../../_ui/field.tsx'
import { RadioCards } from '../../../../_ui/radio-cards.tsx'
import { TextInput } from '../../../../_ui/text-input.tsx'
import { changeEmployee } from '../../../_actions/change-employee.ts'
import { formatDollars } from '../../../_form/dollars.ts'
import { SaveBar } from '../../../_form/save-bar.tsx'
import { Section } from '../../../_form/section.tsx'
import { useEdits } from '../../../_form/use-edits.ts'
import { aboutSeconds } from '../../../_office/about-seconds.ts'
import { useEmployee, useOffice } from '../../../_office/office-provider.tsx'
import { Allowance } from './allowance.tsx'
import { PortraitChoice } from './portrait-choice.tsx'
import { profileOf } from './profile.ts'
import { SkillChoice, type SkillFacts } from './skill-choice.tsx'
import { SleepChoice } from './sleep-choice.tsx'
import { VoiceFields } from './voice-fields.tsx'

interface ModelFacts {
  id: string
  name: string
  strength: string
  /** Micro-dollars for a million tokens. */
  inputMicros: number
  outputMicros: number
}

type SettingsFormProps = {
  initial: Employee
  skills: readonly SkillFacts[]
  tones: readonly Pick<Tone, 'key' | 'name' | 'description' | 'sample'>[]
  models: readonly ModelFacts[]
  includedMicros: number | null
  children: ReactNode
}

const maxNameLength = 300

export function SettingsForm({
  initial,
  skills,
  tones,
  models,
  includedMicros,
  children,
}: SettingsFormProps) {
  const { employee } = useEmployee(initial)
  const { awaitAnswer } = useOffice()
  const router = useRouter()
  const edits = useEdits(profileOf(employee), async (changes) => {
    const take = awaitAnswer(employee.id)
    const outcome = await changeEmployee(employee.id, changes)
    if (outcome.ok) take(outcome.value)
    if (outcome.ok) router.refresh()
    return outcome
  })
  const { value, edit, refusal } = edits
  return (
    <>
      <form
        className="flex flex-col"
        onSubmit={(event) => {
          event.preventDefault()
          edits.save()
        }}
      >
        <Section title="Name and portrait">
          <Field label="Name" error={refusal?.fields?.name}>
            <TextInput
              name="name"
              dir="auto"
              autoComplete="off"
              value={value.name}
              maxLength={maxNameLength}
              onChange={(event) => edit({ name: event.target.value })}
            />
          </Field>
          <PortraitChoice
            employeeId={employee.id}
            value={value.portraitSeed}
            onChange={(portraitSeed) => edit({ portraitSeed })}
          />
        </Section>
        <Section title="Voice" text="Used from the next answer on, without a restart.">
          <VoiceFields tones={tones} value={value} onChange={edit} fields={refusal?.fields ?? {}} />
        </Section>
        <Section title="Skills" text="What they can call upon besides the role itself.">
          <SkillChoice skills={skills} value={value.skills} onChange={(chosen) => edit({ skills: chosen })} />
        </Section>
        <Section
          title="Model"
          text="What they think with. A new one restarts the desk; an answer under way ends."
        >
          <RadioCards
            label="Model"
            value={value.model}
            onValueChange={(model) => edit({ model })}
            options={models.map((model) => ({
              value: model.id,
              title: model.name,
              text: `${model.strength}. ${formatDollars(model.inputMicros)} for a million tokens read, ${formatDollars(model.outputMicros)} for a million written.`,
            }))}
          />
          <Allowance
            key={String(employee.allowanceMicros)}
            value={value.allowanceMicros}
            includedMicros={includedMicros}
            onChange={(allowanceMicros) => edit({ allowanceMicros })}
          />
        </Section>
        <Section title="Sleep" text="A desk that is not needed is switched off.">
          <SleepChoice
            value={value.sleepAfterMinutes}
            wakesIn={aboutSeconds(employee.desk.readyAfterMs)}
            onChange={(sleepAfterMinutes) => edit({ sleepAfterMinutes })}
          />
        </Section>
        <SaveBar edits={edits} />
      </form>
      {children}
    </>
  )
}
