'use client'
import { Checkbox } from '../../../_ui/checkbox.tsx'
import { Field } from '../../../_ui/field.tsx'
import { RadioCards } from '../../../_ui/radio-cards.tsx'
import { Select } from '../../../_ui/select.tsx'
import { Switch } from '../../../_ui/switch.tsx'
import { TextArea } from '../../../_ui/text-area.tsx'
import { TextInput } from '../../../_ui/text-input.tsx'
import { Sample } from './sample.tsx'

const tones = [
  { value: 'friendly', label: 'Friendly' },
  { value: 'professional', label: 'Professional', note: 'Short and correct' },
  { value: 'witty', label: 'Witty' },
]

export function Forms() {
  return (
    <Sample title="Forms">
      <div className="grid w-full max-w-[560px] gap-5">
        <Field label="Name" hint="What everyone will call this employee.">
          <TextInput name="name" placeholder="Ada" autoComplete="off" />
        </Field>
        <Field label="E-mail" error="That address has no @. Check it and try again.">
          <TextInput name="email" defaultValue="ada.example.com" />
        </Field>
        <Field label="What does your company do?" optional>
          <TextArea name="about" placeholder="We repair bicycles in Utrecht." />
        </Field>
        <Field label="Tone">
          <Select name="tone" options={tones} defaultValue="friendly" />
        </Field>
        <RadioCards
          label="Plan"
          name="plan"
          defaultValue="studio"
          columns={2}
          options={[
            {
              value: 'solo',
              title: 'Solo',
              text: 'One employee, one member.',
              aside: <span className="figures">$29</span>,
            },
            {
              value: 'studio',
              title: 'Studio',
              text: 'Five employees.',
              aside: <span className="figures">$49</span>,
            },
            { value: 'none', title: 'Closed', text: 'Cannot be chosen.', disabled: true },
          ]}
        />
        <div>
          <Checkbox label="Send me a mail when work is done" hint="At most one a day." defaultChecked />
          <Checkbox label="Also on weekends" />
          <Switch label="Wake on a message" hint="Otherwise only by hand." defaultChecked />
          <Switch label="Work at night" />
          <Switch label="Not available" disabled />
        </div>
      </div>
    </Sample>
  )
}
