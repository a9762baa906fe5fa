'use client'
import { Banner } from '../../_ui/banner.tsx'
import { Button } from '../../_ui/button.tsx'
import { openThePortal } from '../_actions/billing.ts'
import { useGoToStripe } from './go-to-stripe.ts'

/** Card, address, tax id and cancelling are Stripe's pages: we never see a card. */
export function OpenPortal() {
  const { go, isBusy, refusal } = useGoToStripe()
  return (
    <>
      {refusal && <Banner tone="error">{refusal.detail}</Banner>}
      <Button busy={isBusy} onClick={() => void go(openThePortal)} className="self-start">
        Manage card or cancel
      </Button>
    </>
  )
}
