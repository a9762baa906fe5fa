'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { planByKey, terms } from '#lib/billing/plans.ts'
import type { SeatsInput } from '#lib/wire/billing.ts'
import type { Refusal } from '../../_edge/act.ts'
import { Banner } from '../../_ui/banner.tsx'
import { Button } from '../../_ui/button.tsx'
import { toast } from '../../_ui/toast.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { beginCheckout } from '../_actions/billing.ts'
import { chooseThePlan } from '../_actions/choose-the-plan.ts'
import { useStanding } from '../_billing/standing-provider.tsx'
import { firstPaymentInWords, modeOf, trialInWords } from '../_billing/wish-words.ts'
import { useGoToStripe } from './go-to-stripe.ts'

/** For who pays nothing yet: the trial, where there is one to have, and the way to pay. */
export function BeginActs({ wish, isTooSmall }: { wish: SeatsInput; isTooSmall: boolean }) {
  const { entitlement, canPay } = useStanding()
  const checkout = useGoToStripe()
  const trial = useTrial(wish)
  const now = useNow(60_000)
  const plan = planByKey(wish.planKey)
  if (!plan) return null
  const mode = modeOf(entitlement)
  const isTried = trial.refusal?.code === 'payment_required'
  const mayTry = mode === 'begin' && !isTried
  const refusal = checkout.refusal ?? trial.refusal
  return (
    <>
      {refusal && (
        <Banner tone={refusal === trial.refusal && isTried ? 'warn' : 'error'}>{refusal.detail}</Banner>
      )}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {mayTry && (
          <Button tone="primary" busy={trial.isBusy} onClick={trial.start}>
            Start {terms.trialDays} free days with {plan.name}
          </Button>
        )}
        {canPay && (
          <Button
            tone={mayTry ? 'quiet' : 'primary'}
            busy={checkout.isBusy}
            disabled={isTooSmall}
            onClick={() => void checkout.go(() => beginCheckout(wish))}
          >
            {mode === 'return' && entitlement.employees > 0
              ? 'Pay and bring everybody back'
              : `Pay for ${plan.name}`}
          </Button>
        )}
        {mode === 'trial' && wish.planKey !== entitlement.planKey && (
          <Button busy={trial.isBusy} onClick={trial.start}>
            Try {plan.name} instead
          </Button>
        )}
      </div>
      <p className="text-muted text-sm" suppressHydrationWarning>
        {mayTry && `${trialInWords(plan)}. `}
        {!mayTry && canPay && `${firstPaymentInWords(entitlement, now)} `}
        {canPay ? 'Cards are entered at Stripe; we never see them.' : noPaying}
      </p>
    </>
  )
}

const noPaying =
  'Nothing can be paid at this installation: whoever runs it has not connected an account at Stripe.'

function useTrial({ planKey }: SeatsInput) {
  const router = useRouter()
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, start] = useTransition()
  return {
    refusal,
    isBusy,
    start: () =>
      start(async () => {
        const outcome = await chooseThePlan(planKey)
        setRefusal(outcome.ok ? undefined : outcome)
        if (!outcome.ok) return
        toast.success(`You try ${planByKey(planKey)?.name}`)
        router.refresh()
      }),
  }
}
