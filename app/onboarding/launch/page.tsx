import type { Metadata } from 'next'
import { planByKey } from '#lib/billing/plans.ts'
import { roleByKey } from '#lib/role/roles.ts'
import { toneByKey } from '#lib/role/tones.ts'
import { centsInWords } from '../../(office)/_billing/money-words.ts'
import { requireStep } from '../_steps/read-progress.ts'
import { isFull, SeatsFull } from '../_steps/seats-full.tsx'
import { StepFrame } from '../_steps/step-frame.tsx'
import { LaunchStep } from './launch-step.tsx'

export const metadata: Metadata = { title: 'Hire' }

export default async function LaunchPage() {
  const { progress, me } = await requireStep('launch')
  const { draft } = progress
  const role = roleByKey(draft.roleKey ?? '')
  const skills = role?.skills.filter((skill) => (draft.skills ?? role.defaultSkills).includes(skill.key))
  const plan = planByKey(progress.planKey ?? '')
  const name = draft.name?.trim() ?? ''
  const facts = [
    { label: 'Role', text: role?.name ?? '', href: '/onboarding/role' },
    {
      label: 'Skills',
      text: skills?.map((skill) => skill.name).join(', ') || 'None',
      href: '/onboarding/role',
    },
    { label: 'Name', text: name, href: '/onboarding/character' },
    {
      label: 'Tone',
      text: draft.toneKey === 'own' ? (draft.toneWords ?? '') : (toneByKey(draft.toneKey ?? '')?.name ?? ''),
      href: '/onboarding/character',
    },
    { label: 'Company', text: me.company.name, href: '/onboarding/character' },
    {
      label: 'Plan',
      text: plan
        ? `${plan.name}, ${centsInWords(plan.priceCentsPerEmployeeMonth)} per employee and month`
        : 'None yet: you look around first',
      href: progress.mayChoose ? '/onboarding/plan' : '/billing',
    },
  ]
  return (
    <StepFrame
      step="launch"
      progress={progress}
      title="Ready to start?"
      text="They get a desk of their own: a private place with files, tools and a gateway. The first one on a machine takes a minute longer."
    >
      <SeatsFull entitlement={me.entitlement} />
      <LaunchStep name={name} facts={facts} isFull={isFull(me.entitlement)} />
    </StepFrame>
  )
}
