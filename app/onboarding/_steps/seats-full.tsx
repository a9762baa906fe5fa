import { planByKey } from '#lib/billing/plans.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { Banner } from '../../_ui/banner.tsx'
import { ButtonLink } from '../../_ui/button-link.tsx'

export function isFull({ planKey, employees, maxEmployees }: Entitlement): boolean {
  return planKey !== null && employees >= maxEmployees
}

/** Said before anybody fills in a form for nothing. */
export function SeatsFull({ entitlement }: { entitlement: Entitlement }) {
  if (!isFull(entitlement)) return null
  const { planKey, maxEmployees } = entitlement
  const plan = planByKey(planKey ?? '')?.name ?? 'Your plan'
  return (
    <div className="mb-6">
      <Banner
        tone="warn"
        title={maxEmployees === 1 ? 'Your one desk is taken' : `All ${maxEmployees} desks are taken`}
        action={
          <ButtonLink href="/onboarding/plan" prefetch={false}>
            Choose a larger plan
          </ButtonLink>
        }
      >
        {`${plan} is for ${maxEmployees} ${maxEmployees === 1 ? 'employee' : 'employees'}. You can prepare this hire now; before it starts, choose a larger plan or let somebody go.`}
      </Banner>
    </div>
  )
}
