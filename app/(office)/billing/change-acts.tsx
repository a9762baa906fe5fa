'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { planByKey } from '#lib/billing/plans.ts'
import type { SeatsInput } from '#lib/wire/billing.ts'
import { Banner } from '../../_ui/banner.tsx'
import { Button } from '../../_ui/button.tsx'
import { toast } from '../../_ui/toast.tsx'
import { changeThePlan } from '../_actions/billing.ts'
import { changedInWords } from '../_billing/changed-words.ts'
import { ConfirmAtStripe } from '../_billing/confirm-at-stripe.tsx'
import { counted } from '../_billing/counted.ts'
import { PreviewLines } from '../_billing/preview-lines.tsx'
import { useStanding } from '../_billing/standing-provider.tsx'
import { usePreview } from '../_billing/use-preview.ts'

type ChangeActsProps = { present: SeatsInput; wish: SeatsInput; isTooSmall: boolean }

/** For who pays: the price of the change first, then the change; and to keep what was cancelled. */
export function ChangeActs({ present, wish, isTooSmall }: ChangeActsProps) {
  const { entitlement } = useStanding()
  const isChanged = wish.planKey !== present.planKey || wish.seats !== present.seats
  const isCancelled = entitlement.standing === 'paying' && entitlement.endsAt !== null
  const previewed = usePreview(isChanged && !isTooSmall ? wish : null)
  const { run, refusal, isBusy, confirmUrl } = useChange()
  const name = planByKey(wish.planKey)?.name ?? ''
  const words = `${name} with ${counted(wish.seats, 'seat')}`
  return (
    <>
      <ConfirmAtStripe url={confirmUrl} />
      {refusal && <Banner tone="error">{refusal}</Banner>}
      {isChanged && (
        <div className="flex max-w-[440px] flex-col gap-4">
          <PreviewLines previewed={previewed} />
          <Button
            tone="primary"
            className="self-start"
            busy={isBusy}
            disabled={isTooSmall || previewed.is !== 'known'}
            onClick={() => run(wish, `You have ${words}`)}
          >
            Change to {words}
          </Button>
        </div>
      )}
      {isCancelled && !isChanged && (
        <Button
          tone="primary"
          className="self-start"
          busy={isBusy}
          onClick={() => run(present, `${name} goes on`)}
        >
          Keep {name}
        </Button>
      )}
    </>
  )
}

function useChange() {
  const router = useRouter()
  const [refusal, setRefusal] = useState<string>()
  const [confirmUrl, setConfirmUrl] = useState<string | null>(null)
  const [isBusy, start] = useTransition()
  const run = (wish: SeatsInput, done: string) =>
    start(async () => {
      const outcome = await changeThePlan(wish)
      setRefusal(outcome.ok ? undefined : outcome.detail)
      if (!outcome.ok) return
      setConfirmUrl(outcome.value.confirmUrl)
      if (outcome.value.confirmUrl) return
      toast.success(changedInWords(outcome.value, done))
      router.refresh()
    })
  return { run, refusal, isBusy, confirmUrl }
}
