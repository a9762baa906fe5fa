import type { Metadata } from 'next'
import { roleByKey } from '#lib/role/roles.ts'
import { tones } from '#lib/role/tones.ts'
import { requireStep } from '../_steps/read-progress.ts'
import { StepFrame } from '../_steps/step-frame.tsx'
import { CharacterStep } from './character-step.tsx'

export const metadata: Metadata = { title: 'Give them a character' }

export default async function CharacterPage() {
  const { progress, me } = await requireStep('character')
  const role = roleByKey(progress.draft.roleKey ?? '')
  return (
    <StepFrame
      step="character"
      progress={progress}
      title={`Who is your ${role?.name.toLowerCase() ?? 'employee'}?`}
      text="A name, a voice, and what they should know about you. All of it can be changed later."
    >
      <CharacterStep
        roleName={role?.name ?? ''}
        suggestedNames={role?.suggestedNames ?? []}
        tones={tones.map(({ key, name, description, sample }) => ({ key, name, description, sample }))}
        company={me.company}
      />
    </StepFrame>
  )
}
