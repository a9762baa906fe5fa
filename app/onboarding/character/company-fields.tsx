'use client'
import { Field } from '../../_ui/field.tsx'
import { TextArea } from '../../_ui/text-area.tsx'
import { TextInput } from '../../_ui/text-input.tsx'
import { useDraft } from '../_draft/draft-provider.tsx'

/** What every employee knows about the company. */
export function CompanyFields({ company }: { company: { name: string; about: string } }) {
  const { draft, change } = useDraft()
  return (
    <section aria-label="Your company" className="flex max-w-[640px] flex-col gap-5">
      <Field label="Your company">
        <TextInput
          name="companyName"
          value={draft.companyName ?? company.name}
          onChange={(event) => change({ companyName: event.target.value })}
          maxLength={120}
          autoComplete="organization"
          dir="auto"
          className="h-11 max-w-[420px] text-md"
        />
      </Field>
      <Field
        label="What does it do?"
        optional
        hint="Every employee reads this. Two sentences are plenty: what you make, and for whom."
      >
        <TextArea
          name="about"
          value={draft.about ?? company.about}
          onChange={(event) => change({ about: event.target.value })}
          maxLength={4000}
          dir="auto"
          placeholder="We repair bicycles in Utrecht, mostly for people who ride to work."
        />
      </Field>
    </section>
  )
}
