'use client'
import Link from 'next/link'
import { terms } from '#lib/billing/plans.ts'
import { useStanding } from './standing-provider.tsx'
import { whoCanPay } from './standing-words.ts'

/** How often the chat can still be opened without a plan, this time not counted. */
export function FreeViews({ left }: { left: number }) {
  const { mayPay, payers } = useStanding()
  return (
    <p role="note" className="shrink-0 bg-sunken px-4 py-1.5 text-center text-sm">
      {left === 0 ? (
        'This is the last free view of the chat.'
      ) : (
        <>
          <span className="figures">{left}</span> of {terms.freeChatViews} free views left.
        </>
      )}{' '}
      {mayPay ? (
        <Link
          href="/billing"
          prefetch={false}
          className="whitespace-nowrap font-medium underline underline-offset-4"
        >
          Choose a plan
        </Link>
      ) : (
        whoCanPay(payers)
      )}
    </p>
  )
}
