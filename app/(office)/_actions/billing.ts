'use server'
// What people do with money: each leads to Stripe, or to the verb that asks it.
import { type Changed, changeSubscription } from '#lib/billing/change-subscription.ts'
import { openPortal } from '#lib/billing/open-portal.ts'
import { previewChange } from '#lib/billing/preview-change.ts'
import { startCheckout } from '#lib/billing/start-checkout.ts'
import type { ChangePreview, SeatsInput } from '#lib/wire/billing.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { requireMember } from '../../_edge/session.ts'
import { billingEdge } from '../../_edge/stripe.ts'

/** Where the plan is paid: a page of Stripe's. */
export async function beginCheckout(wish: SeatsInput): Promise<Outcome<{ url: string }>> {
  return act(async () => startCheckout(await requireMember('/billing'), wish, billingEdge()))
}

/** Where the card is changed and the plan cancelled: a page of Stripe's. */
export async function openThePortal(): Promise<Outcome<{ url: string }>> {
  return act(async () => openPortal(await requireMember('/billing'), billingEdge()))
}

export async function previewTheChange(wish: SeatsInput): Promise<Outcome<ChangePreview>> {
  return act(async () => previewChange(await requireMember('/billing'), wish, billingEdge()))
}

/** Changes plan and seats of a paid subscription; one that was cancelled goes on. */
export async function changeThePlan(wish: SeatsInput): Promise<Outcome<Changed>> {
  return act(async () => changeSubscription(await requireMember('/billing'), wish, billingEdge()))
}
