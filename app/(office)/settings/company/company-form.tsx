'use client'
import { useRouter } from 'next/navigation'
import { type PlanApproval, planApprovals } from '#lib/wire/plan.ts'
import { Banner } from '../../../_ui/banner.tsx'
import { Field } from '../../../_ui/field.tsx'
import { RadioCards } from '../../../_ui/radio-cards.tsx'
import { TextArea } from '../../../_ui/text-area.tsx'
import { TextInput } from '../../../_ui/text-input.tsx'
import { changeTheCompany } from '../../_actions/change-the-company.ts'
import { SaveBar } from '../../_form/save-bar.tsx'
import { Section } from '../../_form/section.tsx'
import { useEdits } from '../../_form/use-edits.ts'
import { approvalOptions } from './approval-options.ts'

const maxName = 120
const maxAbout = 4000

export interface CompanyFormProps {
  name: string
  about: string
  planApproval: PlanApproval
  /** Nobody thinks about plans for real here: there is no key. */
  isPractice: boolean
}

export function CompanyForm({ name, about, planApproval, isPractice }: CompanyFormProps) {
  const router = useRouter()
  const edits = useEdits({ name, about, planApproval }, async (changes) => {
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
      <Section
        title="Plans for tasks"
        text="Tasks are split into steps, each with somebody for it and a reason. You choose when such a plan waits for you before it begins."
      >
        {isPractice && (
          <Banner>
            The practice planner makes the plans here, because this installation has no model key. It always
            proposes the same for the same task, and nothing is paid for it.
          </Banner>
        )}
        <RadioCards
          label="When a plan waits for you"
          options={approvalOptions}
          value={value.planApproval}
          onValueChange={(chosen) => {
            const setting = planApprovals.find((one) => one === chosen)
            if (setting) edit({ planApproval: setting })
          }}
        />
      </Section>
      <SaveBar edits={edits} />
    </form>
  )
}
