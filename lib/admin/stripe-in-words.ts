// What operators have to know of Stripe besides its answers: whom it is not asked about. Pure.

/** Of the key that the installation has. */
export type StripeMode = 'none' | 'test' | 'live'

export interface StripeCounts {
  /** Companies that are customers at Stripe. */
  customers: number
  /** Subscriptions that have not ended, by the mode they were made in. */
  live: number
  test: number
}

/** Undefined: nothing to know. */
export function stripeInWords(mode: StripeMode, { customers, live, test }: StripeCounts): string | undefined {
  if (mode === 'none' && customers > 0)
    return `STRIPE_SECRET_KEY is not set, and ${counted(customers, 'company is a customer', 'companies are customers')} at Stripe. What they pay is not read any more, so they stay as they are: none of them is stopped, and no home of theirs is removed, until the key is set again.`
  if (mode === 'test' && live > 0)
    return `STRIPE_SECRET_KEY is of Stripe’s test mode, and ${counted(live, 'subscription is real', 'subscriptions are real')}. What is real is not read any more and stays as it is, until the key is that of live mode again.`
  if (mode === 'live' && test > 0)
    return `${counted(test, 'subscription is', 'subscriptions are')} of Stripe’s test mode, and the key is of live mode: nobody pays with them. They end as soon as Stripe has said so.`
  return undefined
}

function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`
}
