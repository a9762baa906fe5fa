'use client'
import { ButtonLink } from '../../_ui/button-link.tsx'
import { useStanding } from '../_billing/standing-provider.tsx'
import { moreInWords } from './more-in-words.ts'

/** Where a raise would be refused: what brings more, and why. */
export function MoreFromPlan() {
  const { text, act } = moreInWords(useStanding())
  return (
    <>
      <p className="basis-full text-muted text-sm">{text}</p>
      {act && (
        <ButtonLink href={act.href} prefetch={false} tone="primary">
          {act.label}
        </ButtonLink>
      )}
    </>
  )
}
