import { expect, it } from 'vitest'
import { stripeInWords } from './stripe-in-words.ts'

const counts = { customers: 2, live: 1, test: 3 }

it.each([
  ['none', counts, 'STRIPE_SECRET_KEY is not set, and 2 companies are customers at Stripe.'],
  ['test', counts, '1 subscription is real. What is real is not read any more'],
  ['live', counts, '3 subscriptions are of Stripe’s test mode'],
] as const)('with a key of %s operators are told whom Stripe is not asked about', (mode, given, words) =>
  expect(stripeInWords(mode, given)).toContain(words),
)

it.each([
  ['none', { ...counts, customers: 0 }],
  ['test', { ...counts, live: 0 }],
  ['live', { ...counts, test: 0 }],
] as const)('with a key of %s there is nothing to tell where nobody is left out', (mode, given) =>
  expect(stripeInWords(mode, given)).toBeUndefined(),
)
