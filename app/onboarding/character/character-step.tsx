'use client'
import { Banner } from '../../_ui/banner.tsx'
import { finishCharacter } from '../_actions/finish-step.ts'
import { useDraft } from '../_draft/draft-provider.tsx'
import { StepFooter } from '../_steps/step-footer.tsx'
import { useFinish } from '../_steps/use-finish.ts'
import { CompanyFields } from './company-fields.tsx'
import { NameField } from './name-field.tsx'
import type { ToneFacts } from './tone-facts.ts'
import { ToneFields } from './tone-fields.tsx'

type CharacterStepProps = {
  roleName: string
  suggestedNames: readonly string[]
  tones: readonly ToneFacts[]
  company: { name: string; about: string }
}

export function CharacterStep({ roleName, suggestedNames, tones, company }: CharacterStepProps) {
  const { draft } = useDraft()
  const { run, isBusy, refusal } = useFinish(finishCharacter, () => '/onboarding/launch')
  const fields = refusal?.fields ?? {}
  const name = draft.name?.trim() ?? ''
  return (
    <>
      <div className="mb-12 flex flex-col gap-10">
        {refusal && <Banner tone="error">{refusal.detail}</Banner>}
        <NameField suggestedNames={suggestedNames} error={fields.name} />
        <ToneFields tones={tones} roleName={roleName} error={fields.toneWords} />
        <CompanyFields company={company} />
      </div>
      <StepFooter
        backHref="/onboarding/role"
        label={name ? `Go on with ${name}` : 'Give a name to go on'}
        isBusy={isBusy}
        isDisabled={!name}
        onContinue={run}
      />
    </>
  )
}
