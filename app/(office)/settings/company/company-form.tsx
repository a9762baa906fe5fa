'use client'
import { useRouter } from 'next/navigation'
import { Field } from '../../../_ui/field.tsx'
import { TextArea } from '../../../_ui/text-area.tsx'
import { TextInput } from '../../../_ui/text-input.tsx'
import { changeTheCompany } from '../../_actions/change-the-company.ts'
import { SaveBar } from '../../_form/save-bar.tsx'
import { Section } from '../../_form/section.tsx'
import { useEdits } from '../../_form/use-edits.ts'

const maxName = 120
const maxAbout = 4000

export function CompanyForm({ name, about }: { name: string; about: string }) {
  const router = useRouter()
  const edits = useEdits({ name, about }, async (changes) => {
    const outcome = await changeTheCompany(changes)
    if (outcome.ok) router.refresh()
    return outcome
  })
  const { value, edit, refusal } = edits
  return (
    <form
      className="flex flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        edits.save()
      }}
    >
      <Section title="Company" text="All employees read this before they answer, from their next answer on.">
        <Field label="Name" error={refusal?.fields?.name}>
          <TextInput
            name="name"
            dir="auto"
            value={value.name}
            maxLength={maxName}
            onChange={(event) => edit({ name: event.target.value })}
          />
        </Field>
        <Field
          label="What the company does"
          optional
          error={refusal?.fields?.about}
          hint="Whom you serve, what you sell, how you like to work. A few sentences are enough."
        >
          <TextArea
            name="about"
            dir="auto"
            rows={6}
            value={value.about}
            maxLength={maxAbout}
            onChange={(event) => edit({ about: event.target.value })}
          />
        </Field>
      </Section>
      <SaveBar edits={edits} />
    </form>
  )
}
