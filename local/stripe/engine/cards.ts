/** The practice cards: what each number does, and the payment method it becomes. */
import { createHash } from 'node:crypto'
import type { PaymentMethod } from '../types.ts'
import { newId, type World } from '../world.ts'
import { emit } from './events.ts'

/** `late` pays while its owner is there, and no later. `asks` wants a 3-D Secure step while its owner is there. */
type Behaviour = 'pays' | 'declines' | 'late' | 'asks'

const special = new Map<string, Behaviour>([
  ['4000000000000002', 'declines'],
  ['4000000000000341', 'late'],
  ['4000002500003155', 'asks'],
])

/** Names that Stripe gives its own test cards. */
const named = new Map([
  ['pm_card_visa', '4242424242424242'],
  ['pm_card_mastercard', '5555555555554444'],
  ['pm_card_amex', '378282246310005'],
  ['pm_card_chargeDeclined', '4000000000000002'],
  ['pm_card_visa_chargeDeclined', '4000000000000002'],
  ['pm_card_chargeCustomerFail', '4000000000000341'],
  ['pm_card_authenticationRequiredOnSetup', '4000002500003155'],
])

export const numberOfNamedCard = (name: string) => named.get(name)

export const behaviourOf = (number: string): Behaviour => special.get(number) ?? 'pays'

/** Any number that could be a card's is one here, so that tests have as many as they need. */
export function isCardNumber(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false
  const sum = [...number].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

export function addCard(
  world: World,
  customer: string,
  card: { number: string; name?: string | null; email?: string | null },
  at: number,
): PaymentMethod {
  const method: PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'limited',
    billing_details: {
      address: null,
      email: card.email ?? null,
      name: card.name ?? null,
      phone: null,
      tax_id: null,
    },
    card: cardOf(card.number),
    created: at,
    customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  }
  world.store.put('payment_method', method)
  world.store.put('card_number', { id: method.id, number: card.number })
  emit(world, 'payment_method.attached', method, at)
  return method
}

function cardOf(number: string): PaymentMethod['card'] {
  const brand = brandOf(number)
  return {
    brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    display_brand: brand,
    exp_month: 12,
    exp_year: new Date().getUTCFullYear() + 3,
    fingerprint: createHash('sha256').update(`card ${number}`).digest('hex').slice(0, 16),
    funding: 'credit',
    generated_from: null,
    last4: number.slice(-4),
    networks: { available: [brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  }
}

function brandOf(number: string): string {
  if (number.startsWith('4')) return 'visa'
  if (/^5[1-5]|^2[2-7]/.test(number)) return 'mastercard'
  if (/^3[47]/.test(number)) return 'amex'
  if (/^6/.test(number)) return 'discover'
  return 'unknown'
}
