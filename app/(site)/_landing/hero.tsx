import { plans, trialDays } from '#lib/billing/plans.ts'
import { ButtonLink } from '../../_ui/button-link.tsx'
import { HireLink } from './hire-link.tsx'
import { OfficeScene } from './office-scene.tsx'

const lowestPrice = Math.min(...plans.map((plan) => plan.priceCentsPerEmployeeMonth)) / 100

export function Hero() {
  return (
    <section className="mx-auto max-w-page px-4 pt-12 sm:px-6 sm:pt-20">
      <div className="grid items-end gap-x-16 gap-y-6 md:grid-cols-[1.15fr_1fr]">
        <h1 className="display text-[40px] leading-[1.06] sm:text-[56px]">
          Hire an employee.
          <br />
          Watch the lamp come on.
        </h1>
        <div className="md:pb-2">
          <p className="max-w-[46ch] text-md text-muted">
            Deskhand gives every AI employee a desk of its own. You choose a role, talk in plain words, see
            each step while it happens, and know what it cost.
          </p>
          <div className="mt-6 flex flex-wrap gap-3">
            <HireLink />
            <ButtonLink href="/#how" size="lg">
              See how it works
            </ButtonLink>
          </div>
          <p className="mt-3 text-muted text-sm">
            Free for {trialDays} days, then from ${lowestPrice} per employee and month.
          </p>
        </div>
      </div>
      <div className="mt-10 sm:mt-14">
        <OfficeScene />
      </div>
    </section>
  )
}
