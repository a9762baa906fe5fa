/** What paying does: a customer where there was none, a card, a subscription with its first invoice. */
import { createCustomer } from '../api/customers.ts'
import type { Customer, Session, Wish } from '../types.ts'
import { nowOf, secondsOfDay, type World } from '../world.ts'
import { addCard } from './cards.ts'
import { differences, emit } from './events.ts'
import { askNumber, type Outcome } from './payment.ts'
import { subscribe } from './subscribe.ts'

export type PresentedCard = { number: string; name: string; email: string }

/** `confirmed`: the 3-D Secure step was passed. Declined or asking, the session stays open. */
export function payCheckout(world: World, session: Session, card: PresentedCard, confirmed = false): Outcome {
  const wish = wishOf(world, session)
  const outcome = confirmed ? 'paid' : askNumber(world, card.number, true)
  if (outcome === 'asks') world.store.put('wish', { ...wish, cardToConfirm: card })
  if (outcome === 'paid') complete(world, session, wish, card)
  return outcome
}

export function wishOf({ store }: World, { id }: Session): Wish {
  const wish = store.find('wish', id)
  if (!wish) throw new Error(`Nobody knows what the session ${id} is for.`)
  return wish
}

function complete(world: World, session: Session, wish: Wish, card: PresentedCard): void {
  const customer = customerFor(world, session, card)
  const at = nowOf(world, customer.id)
  const method = addCard(world, customer.id, card, at)
  const { subscription } = subscribe(world, {
    customer: customer.id,
    lines: wish.lines.flatMap(({ price: id, quantity }) => {
      const price = world.store.find('price', id)
      return price ? [{ price, quantity }] : []
    }),
    trialEnd: wish.trialDays ? at + wish.trialDays * secondsOfDay : wish.trialEnd,
    paymentMethod: method.id,
    metadata: wish.subscriptionMetadata,
    missingPaymentMethod: wish.missingPaymentMethod,
    at,
    outcome: 'paid',
  })
  world.store.put('wish', { ...wish, cardToConfirm: null })
  const done: Session = {
    ...session,
    status: 'complete',
    payment_status: subscription.status === 'trialing' ? 'no_payment_required' : 'paid',
    customer: customer.id,
    customer_details: {
      address: customer.address,
      business_name: null,
      email: customer.email,
      individual_name: null,
      name: customer.name,
      phone: customer.phone,
      tax_exempt: 'none',
      tax_ids: [],
    },
    invoice: subscription.latest_invoice,
    subscription: subscription.id,
    url: null,
  }
  world.store.put('session', done)
  emit(world, 'checkout.session.completed', done, at)
}

function customerFor(world: World, session: Session, { name, email }: PresentedCard): Customer {
  const known = session.customer ? world.store.find('customer', session.customer) : undefined
  if (!known) return createCustomer(world, { email, name })
  const before = world.store.find('customer', known.id) ?? known
  if (before.name && before.email) return before
  const after = { ...before, name: before.name ?? name, email: before.email ?? email }
  world.store.put('customer', after)
  emit(world, 'customer.updated', after, nowOf(world, before.id), differences(before, after))
  return after
}
