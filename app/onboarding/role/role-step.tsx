'use client'
import { useRef } from 'react'
import { Banner } from '../../_ui/banner.tsx'
import { RadioCards } from '../../_ui/radio-cards.tsx'
import { RoleIcon } from '../../(site)/_landing/role-icon.tsx'
import { finishRole } from '../_actions/finish-step.ts'
import { useDraft } from '../_draft/draft-provider.tsx'
import { StepFooter } from '../_steps/step-footer.tsx'
import { useFinish } from '../_steps/use-finish.ts'
import { RoleDetails } from './role-details.tsx'
import type { RoleFacts } from './role-facts.ts'

export function RoleStep({ roles }: { roles: readonly RoleFacts[] }) {
  const { draft, change } = useDraft()
  const { run, isBusy, refusal } = useFinish(finishRole, () => '/onboarding/character')
  const details = useRef<HTMLElement>(null)
  const role = roles.find((one) => one.key === draft.roleKey)
  const choose = (key: string) => {
    const chosen = roles.find((one) => one.key === key)
    if (!chosen) return
    change({ roleKey: key, skills: [...chosen.defaultSkills] })
    showOnNarrowScreens(details.current)
  }
  return (
    <>
      {refusal && (
        <div className="mb-4">
          <Banner tone="error">{refusal.detail}</Banner>
        </div>
      )}
      <div className="mb-12 grid grid-cols-1 items-start gap-8 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <RadioCards
          label="Role"
          value={draft.roleKey ?? ''}
          onValueChange={choose}
          options={roles.map((one) => ({
            value: one.key,
            title: one.name,
            text: one.headline,
            icon: <RoleIcon icon={one.icon} />,
          }))}
        />
        <section
          ref={details}
          aria-label={role ? `${role.name}: skills` : 'Skills'}
          className="scroll-mt-4 md:sticky md:top-6"
        >
          {role ? (
            <RoleDetails
              role={role}
              skills={draft.skills ?? role.defaultSkills}
              onChange={(skills) => change({ skills })}
            />
          ) : (
            <p className="rounded-card border border-line border-dashed p-5 text-muted max-md:hidden">
              Choose a role to see what it does for you and with which skills.
            </p>
          )}
        </section>
      </div>
      <StepFooter
        backHref={draft.planKey ? '/onboarding/plan' : undefined}
        label={role ? `Go on with ${role.name}` : 'Choose a role to go on'}
        isBusy={isBusy}
        isDisabled={!role}
        onContinue={run}
      />
    </>
  )
}

/** Where the skills stand below ten cards, one would not see that they appeared. */
function showOnNarrowScreens(element: HTMLElement | null): void {
  if (!element || window.matchMedia('(min-width: 48rem)').matches) return
  requestAnimationFrame(() => element.scrollIntoView({ block: 'start' }))
}
