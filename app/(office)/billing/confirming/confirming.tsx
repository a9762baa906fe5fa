'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { ButtonLink } from '../../../_ui/button-link.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { Lamp } from '../../../_ui/lamp.tsx'
import { counted } from '../../_billing/counted.ts'
import { useStanding } from '../../_billing/standing-provider.tsx'
import { planName } from '../../_billing/standing-words.ts'

/** Events tell of the truth as it comes; one that was lost costs no more than this. */
const lookEveryMs = 2_000
const patienceMs = 20_000

/** Waits until Stripe has told us what was paid, and says so the moment it has. */
export function Confirming() {
  const { entitlement } = useStanding()
  const isConfirmed = entitlement.standing === 'paying'
  const isLong = useWaiting(!isConfirmed)
  if (isConfirmed)
    return (
      <div role="status">
        <EmptyState
          drawing={<Lamp state="lit" size={96} label={null} />}
          title={`You have ${planName(entitlement)}.`}
          text={`There is room for ${counted(entitlement.maxEmployees, 'employee')}. Whoever rested and has a seat is on the way back to their desk.`}
          action={
            <ButtonLink href="/employees" tone="primary" size="lg">
              Go to the employees
            </ButtonLink>
          }
        />
      </div>
    )
  return (
    <div role="status">
      <EmptyState
        drawing={<Lamp state="warming" size={96} label={null} />}
        title="Confirming the payment…"
        text={isLong ? longWords : 'Stripe tells us in a moment. This page changes by itself.'}
        action={
          isLong && (
            <ButtonLink href="/billing" prefetch={false}>
              See plan and billing
            </ButtonLink>
          )
        }
      />
    </div>
  )
}

const longWords =
  'It takes longer than usual. What you paid is safe at Stripe and is not charged twice. You can close this page: your employees start as soon as the word is here. If it stays so for an hour, tell whoever runs this installation.'

/** Looks again and again as long as one waits; true once that is longer than usual. */
function useWaiting(isWaiting: boolean): boolean {
  const router = useRouter()
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    if (!isWaiting) return
    const looking = setInterval(() => router.refresh(), lookEveryMs)
    const patience = setTimeout(() => setLong(true), patienceMs)
    return () => {
      clearInterval(looking)
      clearTimeout(patience)
    }
  }, [isWaiting, router])
  return isLong
}
