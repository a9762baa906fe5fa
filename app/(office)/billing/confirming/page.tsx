import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { Member } from '#lib/access/caller.ts'
import { type Confirmation, confirmCheckout } from '#lib/billing/confirm-checkout.ts'
import { AppError } from '#lib/errors.ts'
import { requireMember } from '../../../_edge/session.ts'
import { billingEdge } from '../../../_edge/stripe.ts'
import { Confirming } from './confirming.tsx'

export const metadata: Metadata = { title: 'Confirming the payment' }

type ConfirmingPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Where Stripe sends people after they paid. Their word counts for nothing: what Stripe tells us does. */
export default async function ConfirmingPage({ searchParams }: ConfirmingPageProps) {
  const member = await requireMember('/billing/confirming')
  const { session } = await searchParams
  const confirmation = typeof session === 'string' ? await ask(member, session) : 'confirming'
  if (confirmation === 'not_paid') redirect('/billing?checkout=cancelled')
  return <Confirming />
}

/** Also asks Stripe to be looked at, should its own word have been lost. Without an answer one waits on. */
async function ask(member: Member, sessionId: string): Promise<Confirmation> {
  try {
    return await confirmCheckout(member, { sessionId }, billingEdge())
  } catch (error) {
    if (error instanceof AppError) return 'confirming'
    throw error
  }
}
