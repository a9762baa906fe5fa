'use client'
import { ButtonLink } from '../../_ui/button-link.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { type Door, doorWords } from './door-words.ts'
import { useStanding } from './standing-provider.tsx'
import { actOf, whoCanPay } from './standing-words.ts'

/** In place of what a plan opens: what it waits for, that everything is kept, and the way on. */
export function ClosedDoor({ door, name = '' }: { door: Door; name?: string }) {
  const standing = useStanding()
  const words = doorWords(door, standing.entitlement, name, useNow(60_000))
  const act = actOf(standing)
  if (!words) return null
  return (
    <div className="flex min-h-full items-center justify-center">
      <EmptyState
        drawing={<Lamp state="off" size={96} label={null} />}
        title={words.title}
        text={
          standing.mayPay || standing.entitlement.standing === 'suspended'
            ? words.text
            : `${words.text} ${whoCanPay(standing.payers)}`
        }
        action={
          act && (
            <ButtonLink href={act.href} prefetch={false} tone="primary" size="lg">
              {act.label}
            </ButtonLink>
          )
        }
      />
    </div>
  )
}
