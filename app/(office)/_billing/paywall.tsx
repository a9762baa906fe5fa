'use client'
import { terms } from '#lib/billing/plans.ts'
import { Lamp } from '../../_ui/lamp.tsx'
import { PlanForm } from '../billing/plan-form.tsx'
import { useStanding } from './standing-provider.tsx'
import { whoCanPay } from './standing-words.ts'

/** In place of the chat when the free views are used up: what is kept, and the choice that opens it again. */
export function Paywall({ name }: { name: string }) {
  const { mayPay, payers } = useStanding()
  return (
    <section
      aria-label="Choose a plan"
      className="mx-auto flex w-full max-w-chat flex-col px-4 py-10 sm:px-6"
    >
      <div className="flex flex-col items-center text-center">
        <Lamp state="off" size={96} label={null} />
        <h2 className="display mt-6 text-lg">You have seen how {name} works.</h2>
        <p className="mt-1 mb-8 max-w-[52ch] text-balance text-muted">
          The {terms.freeChatViews} free views of the chat are used up. What was said and made is kept.{' '}
          {mayPay
            ? `A plan opens it again, with ${terms.trialDays} free days and without a card.`
            : whoCanPay(payers)}
        </p>
      </div>
      {mayPay && (
        <div className="flex flex-col gap-5">
          <PlanForm />
        </div>
      )}
    </section>
  )
}
