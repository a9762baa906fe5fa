import { z } from 'zod'
import { addCard, isCardNumber, numberOfNamedCard } from '../engine/cards.ts'
import { differences, emit } from '../engine/events.ts'
import { endSubscription } from '../engine/subscription.ts'
import type { Customer, PaymentMethod } from '../types.ts'
import { newId, nowOf, type World } from '../world.ts'
import { listOf } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { expand, ignored, mergeMetadata, metadata, orUnset, paging, parse } from './form.ts'
import { known } from './known.ts'
import { Refusal } from './refusal.ts'

const part = z.string().default('')
const address = z
  .strictObject({ city: part, country: part, line1: part, line2: part, postal_code: part, state: part })
  .transform(({ city, country, line1, line2, postal_code, state }) => ({
    city: city || null,
    country: country || null,
    line1: line1 || null,
    line2: line2 || null,
    postal_code: postal_code || null,
    state: state || null,
  }))
const changeable = {
  ...expand,
  email: orUnset(z.string().max(512)).optional(),
  name: orUnset(z.string().max(256)).optional(),
  description: orUnset(z.string()).optional(),
  phone: orUnset(z.string()).optional(),
  address: orUnset(address).optional(),
  metadata: metadata.optional(),
  invoice_settings: z.strictObject({ default_payment_method: orUnset(z.string()).optional() }).optional(),
  preferred_locales: z.array(z.string()).optional(),
  tax_exempt: ignored,
  tax: ignored,
}
const created = z.strictObject({
  ...changeable,
  payment_method: z.string().optional(),
  test_clock: z.string().optional(),
})
type Fields = Omit<z.output<typeof created>, 'payment_method' | 'test_clock'>

export function customers(api: Api): void {
  const { world } = api
  endpoint(api, 'post', 'customers', created, ({ input }) => createCustomer(world, input))
  endpoint(api, 'get', 'customers/:id', z.strictObject(expand), ({ id }) => known(world, 'customer', id))
  endpoint(api, 'post', 'customers/:id', z.strictObject(changeable), ({ id, input }) =>
    updateCustomer(world, known(world, 'customer', id), input),
  )
  endpoint(api, 'delete', 'customers/:id', z.strictObject(expand), ({ id }) => deleteCustomer(world, id))
  const listed = z.strictObject({
    ...paging,
    email: z.string().optional(),
    test_clock: z.string().optional(),
  })
  endpoint(api, 'get', 'customers', listed, ({ input }) => {
    const rows = world.store
      .all('customer')
      .filter(({ email }) => input.email === undefined || email === input.email)
      .filter(({ test_clock }) => test_clock === (input.test_clock ?? null))
    return listOf(rows, input, '/v1/customers')
  })
  paymentMethods(api)
}

/** Used by checkout sessions without a customer too. */
export function createCustomer(world: World, input: z.output<typeof created>): Customer {
  const clock = input.test_clock ? known(world, 'test_clock', input.test_clock, 'test_clock') : null
  const id = newId('cus')
  const at = clock?.frozen_time ?? nowOf(world, null)
  const customer: Customer = {
    id,
    object: 'customer',
    address: null,
    balance: 0,
    created: at,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: clock?.id ?? null,
  }
  world.store.put('customer', customer)
  const method = input.payment_method && attach(world, input.payment_method, id, at)
  const named = input.invoice_settings?.default_payment_method
  // A practice card named twice is one card.
  const invoiceSettings =
    method && named === input.payment_method ? { default_payment_method: method.id } : input.invoice_settings
  const made = { ...customer, ...fieldsOf(world, customer, { ...input, invoice_settings: invoiceSettings }) }
  world.store.put('customer', made)
  emit(world, 'customer.created', made, at)
  return made
}

function fieldsOf(world: World, before: Customer, input: Fields): Partial<Customer> {
  const method = input.invoice_settings?.default_payment_method
  if (
    method &&
    known(world, 'payment_method', method, 'invoice_settings[default_payment_method]').customer !== before.id
  )
    throw Refusal.invalid(
      `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`,
      'invoice_settings[default_payment_method]',
      'resource_missing',
    )
  const { email, name, description, phone, address: place, preferred_locales: locales } = input
  return {
    ...(email !== undefined && { email }),
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(phone !== undefined && { phone }),
    ...(place !== undefined && { address: place }),
    ...(locales && { preferred_locales: locales }),
    ...(method !== undefined && {
      invoice_settings: { ...before.invoice_settings, default_payment_method: method },
    }),
    metadata: mergeMetadata(before.metadata, input.metadata),
  }
}

function updateCustomer(world: World, before: Customer, input: Fields): Customer {
  const after = { ...before, ...fieldsOf(world, before, input) }
  const changed = differences(before, after)
  if (Object.keys(changed).length === 0) return before
  world.store.put('customer', after)
  emit(world, 'customer.updated', after, nowOf(world, before.id), changed)
  return after
}

function deleteCustomer(world: World, id: string): object {
  const customer = known(world, 'customer', id)
  const at = nowOf(world, id)
  for (const { id: subscription, customer: owner, status } of world.store.all('subscription'))
    if (owner === id && status !== 'canceled')
      endSubscription(world, subscription, at, 'cancellation_requested')
  world.store.remove('customer', id)
  emit(world, 'customer.deleted', customer, at)
  return { id, object: 'customer', deleted: true }
}

function paymentMethods(api: Api): void {
  const { world } = api
  const of = (customer: string | undefined) =>
    world.store.all('payment_method').filter((method) => method.customer === customer)
  const listed = z.strictObject({ ...paging, type: z.string().optional() })
  endpoint(api, 'get', 'customers/:id/payment_methods', listed, ({ id, input }) =>
    listOf(of(known(world, 'customer', id).id), input, `/v1/customers/${id}/payment_methods`),
  )
  endpoint(api, 'get', 'payment_methods', listed.extend({ customer: z.string() }), ({ input }) =>
    listOf(of(input.customer), input, '/v1/payment_methods'),
  )
  endpoint(api, 'get', 'payment_methods/:id', z.strictObject(expand), ({ id }) =>
    known(world, 'payment_method', id),
  )
  const attached = z.strictObject({ ...expand, customer: z.string() })
  endpoint(api, 'post', 'payment_methods/:id/attach', attached, ({ id, input }) => {
    known(world, 'customer', input.customer, 'customer')
    return attach(world, id, input.customer, nowOf(world, input.customer))
  })
  endpoint(api, 'post', 'payment_methods/:id/detach', z.strictObject(expand), ({ id }) => detach(world, id))
  endpoint(api, 'post', 'payment_methods', cardToAdd, ({ input }) => {
    if (!isCardNumber(input.card.number))
      throw new Refusal(402, {
        type: 'card_error',
        code: 'incorrect_number',
        message: 'Your card number is incorrect.',
      })
    const method = addCard(world, '', { number: input.card.number }, nowOf(world, null))
    const loose = { ...method, customer: null }
    world.store.put('payment_method', loose)
    return loose
  })
}

const cardToAdd = z.strictObject({
  ...expand,
  type: z.literal('card'),
  card: z.strictObject({ number: z.string(), exp_month: ignored, exp_year: ignored, cvc: ignored }),
})

function attach(world: World, id: string, customer: string, at: number): PaymentMethod {
  const number = numberOfNamedCard(id)
  if (number) return addCard(world, customer, { number }, at)
  const method = { ...known(world, 'payment_method', id, 'payment_method'), customer }
  world.store.put('payment_method', method)
  emit(world, 'payment_method.attached', method, at)
  return method
}

function detach(world: World, id: string): PaymentMethod {
  const before = known(world, 'payment_method', id)
  if (!before.customer)
    throw Refusal.invalid('The payment method you provided is not attached to a customer.')
  const at = nowOf(world, before.customer)
  const owner = world.store.find('customer', before.customer)
  if (owner?.invoice_settings.default_payment_method === id)
    updateCustomer(
      world,
      owner,
      parse(z.strictObject(changeable), { invoice_settings: { default_payment_method: '' } }),
    )
  const after = { ...before, customer: null }
  world.store.put('payment_method', after)
  emit(world, 'payment_method.detached', after, at, { customer: before.customer })
  return after
}
