// What tests of the practice Stripe sell, and to whom.
import type Stripe from 'stripe'
import type { PracticeStripe } from './practice-stripe.ts'

export interface Sales {
  studio: Stripe.Price
  solo: Stripe.Price
  customer: (more?: Stripe.CustomerCreateParams) => Promise<Stripe.Customer>
  checkout: (more?: Partial<Stripe.Checkout.SessionCreateParams>) => Promise<Stripe.Checkout.Session>
  /** Two seats of Studio, paid on the pay page. */
  subscribed: (
    card?: string,
    more?: Partial<Stripe.Checkout.SessionCreateParams>,
  ) => Promise<Stripe.Subscription>
  /** With its latest invoice. */
  read: (subscription: Stripe.Subscription) => Promise<Stripe.Subscription>
}

export async function startSales({ stripe, pay }: PracticeStripe): Promise<Sales> {
  const priceOf = async (name: string, cents: number) => {
    await stripe.products.create({ id: `deskhand_${name}`, name })
    return stripe.prices.create({
      product: `deskhand_${name}`,
      currency: 'usd',
      unit_amount: cents,
      recurring: { interval: 'month' },
      lookup_key: `deskhand_${name}_month`,
    })
  }
  const studio = await priceOf('studio', 4900)
  const customer: Sales['customer'] = (more) =>
    stripe.customers.create({ email: 'grace@example.com', name: 'Grace', ...more })
  const checkout: Sales['checkout'] = async (more) =>
    stripe.checkout.sessions.create({
      mode: 'subscription',
      customer: (await customer()).id,
      line_items: [{ price: studio.id, quantity: 2 }],
      success_url: 'http://localhost:3000/billing?session={CHECKOUT_SESSION_ID}',
      cancel_url: 'http://localhost:3000/billing',
      subscription_data: { metadata: { company: 'one' } },
      ...more,
    })
  return {
    studio,
    solo: await priceOf('solo', 2900),
    customer,
    checkout,
    subscribed: async (card, more) => {
      const session = await checkout(more)
      await pay(session.url, card)
      const { subscription } = await stripe.checkout.sessions.retrieve(session.id)
      return stripe.subscriptions.retrieve(idOf(subscription))
    },
    read: ({ id }) =>
      stripe.subscriptions.retrieve(id, { expand: ['latest_invoice', 'default_payment_method'] }),
  }
}

export function idOf(thing: string | { id: string } | null): string {
  if (thing === null) throw new Error('There is none.')
  return typeof thing === 'string' ? thing : thing.id
}

export function itemOf({ items: { data } }: Stripe.Subscription): Stripe.SubscriptionItem {
  const [item] = data
  if (!item) throw new Error('The subscription has no item.')
  return item
}

export function invoiceOf({ latest_invoice: invoice }: Stripe.Subscription): Stripe.Invoice {
  if (!invoice || typeof invoice === 'string') throw new Error('The invoice was not read along.')
  return invoice
}
