import type { Metadata } from 'next'
import { roles } from '#lib/role/roles.ts'
import { requireStep } from '../_steps/read-progress.ts'
import { SeatsFull } from '../_steps/seats-full.tsx'
import { StepFrame } from '../_steps/step-frame.tsx'
import { RoleStep } from './role-step.tsx'

export const metadata: Metadata = { title: 'Choose a role' }

export default async function RolePage() {
  const { progress, me } = await requireStep('role')
  return (
    <StepFrame
      step="role"
      progress={progress}
      title="Whom do you need?"
      text="A role brings its own way of working and its skills. You can hire others later."
    >
      <SeatsFull entitlement={me.entitlement} />
      <RoleStep
        roles={roles.map(({ key, name, headline, summary, doesForYou, skills, defaultSkills, icon }) => ({
          key,
          name,
          headline,
          summary,
          doesForYou,
          skills,
          defaultSkills,
          icon,
        }))}
      />
    </StepFrame>
  )
}
