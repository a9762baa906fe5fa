/** Products and prices. */
import { z } from 'zod'
import { differences, emit } from '../engine/events.ts'
import type { Price, Product } from '../types.ts'
import { newId, nowOf, type World } from '../world.ts'
import { listOf } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { count, expand, ignored, mergeMetadata, metadata, orUnset, paging, yesOrNo } from './form.ts'
import { known } from './known.ts'
import { Refusal } from './refusal.ts'

const features = z.union([z.literal('').transform(() => []), z.array(z.strictObject({ name: z.string() }))])
const productFields = {
  ...expand,
  active: yesOrNo.optional(),
  name: z.string().min(1).max(250).optional(),
  description: orUnset(z.string()).optional(),
  metadata: metadata.optional(),
  marketing_features: features.optional(),
  statement_descriptor: z.string().max(22).optional(),
  tax_code: orUnset(z.string()).optional(),
  unit_label: orUnset(z.string()).optional(),
  url: orUnset(z.string()).optional(),
  images: z.union([z.literal('').transform(() => []), z.array(z.string())]).optional(),
}
const newProduct = z.strictObject({
  ...productFields,
  id: z.string().optional(),
  name: z.string().min(1).max(250),
})
const productChange = z.strictObject({ ...productFields, default_price: z.string().optional() })

export function products(api: Api): void {
  const { world } = api
  endpoint(api, 'post', 'products', newProduct, ({ input }) => createProduct(world, input))
  endpoint(api, 'get', 'products/:id', z.strictObject(expand), ({ id }) => known(world, 'product', id))
  endpoint(api, 'post', 'products/:id', productChange, ({ id, input }) => {
    const before = known(world, 'product', id)
    const at = nowOf(world, null)
    if (input.default_price) known(world, 'price', input.default_price, 'default_price')
    const after = { ...before, ...productOf(before, input), updated: at }
    world.store.put('product', after)
    emit(world, 'product.updated', after, at, differences(before, after))
    return after
  })
  const listed = z.strictObject({
    ...paging,
    active: yesOrNo.optional(),
    ids: z.array(z.string()).optional(),
  })
  endpoint(api, 'get', 'products', listed, ({ input }) => {
    const rows = world.store
      .all('product')
      .filter(({ active }) => input.active === undefined || active === input.active)
      .filter(({ id }) => !input.ids || input.ids.includes(id))
    return listOf(rows, input, '/v1/products')
  })
}

function createProduct(world: World, input: z.output<typeof newProduct>): Product {
  const id = input.id ?? newId('prod')
  if (world.store.find('product', id))
    throw Refusal.invalid('Product already exists.', 'id', 'resource_already_exists')
  const at = nowOf(world, null)
  const product: Product = { ...emptyProduct, id, created: at, updated: at, name: input.name, metadata: {} }
  const made = { ...product, ...productOf(product, input) }
  world.store.put('product', made)
  emit(world, 'product.created', made, at)
  return made
}

const emptyProduct = {
  object: 'product',
  active: true,
  default_price: null,
  description: null,
  images: [],
  livemode: false,
  marketing_features: [],
  package_dimensions: null,
  shippable: null,
  statement_descriptor: null,
  tax_code: null,
  tax_details: null,
  type: 'service',
  unit_label: null,
  url: null,
} satisfies Partial<Product>

function productOf(
  before: Product,
  { expand: _, ...input }: z.output<typeof productChange>,
): Partial<Product> {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  return { ...given, metadata: mergeMetadata(before.metadata, input.metadata) }
}

const recurring = z.strictObject({
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: count.optional(),
  usage_type: z.literal('licensed').optional(),
})
const priceFields = {
  ...expand,
  active: yesOrNo.optional(),
  nickname: orUnset(z.string()).optional(),
  metadata: metadata.optional(),
  lookup_key: orUnset(z.string().max(200)).optional(),
  transfer_lookup_key: yesOrNo.optional(),
  tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
}
const newPrice = z.strictObject({
  ...priceFields,
  currency: z.string().regex(/^[a-z]{3}$/),
  product: z.string().optional(),
  product_data: z
    .strictObject({ id: z.string().optional(), name: z.string(), metadata: metadata.optional() })
    .optional(),
  unit_amount: count,
  recurring: recurring.optional(),
  billing_scheme: z.literal('per_unit').optional(),
})

export function prices(api: Api): void {
  const { world } = api
  endpoint(api, 'post', 'prices', newPrice, ({ input }) => createPrice(world, input))
  endpoint(api, 'get', 'prices/:id', z.strictObject(expand), ({ id }) => known(world, 'price', id))
  endpoint(api, 'post', 'prices/:id', z.strictObject(priceFields), ({ id, input }) => {
    const before = known(world, 'price', id)
    takeLookupKey(world, id, input)
    const after: Price = { ...before, ...priceOf(before, input) }
    world.store.put('price', after)
    emit(world, 'price.updated', after, nowOf(world, null), differences(before, after))
    return after
  })
  const listed = z.strictObject({
    ...paging,
    active: yesOrNo.optional(),
    currency: z.string().optional(),
    lookup_keys: z.array(z.string()).max(10).optional(),
    product: z.string().optional(),
    type: z.enum(['recurring', 'one_time']).optional(),
    recurring: ignored,
  })
  endpoint(api, 'get', 'prices', listed, ({ input }) => {
    const rows = world.store
      .all('price')
      .filter(({ active }) => input.active === undefined || active === input.active)
      .filter(({ currency }) => !input.currency || currency === input.currency)
      .filter(({ lookup_key }) => !input.lookup_keys || input.lookup_keys.includes(lookup_key ?? ''))
      .filter(({ product }) => !input.product || product === input.product)
      .filter(({ type }) => !input.type || type === input.type)
    return listOf(rows, input, '/v1/prices')
  })
}

function createPrice(world: World, input: z.output<typeof newPrice>): Price {
  const product = input.product_data
    ? createProduct(world, newProductOf(input.product_data)).id
    : known(world, 'product', input.product ?? '', 'product').id
  const id = newId('price')
  takeLookupKey(world, id, input)
  const at = nowOf(world, null)
  const price: Price = {
    ...emptyPrice,
    id,
    created: at,
    currency: input.currency,
    metadata: {},
    product,
    recurring: input.recurring
      ? {
          interval: input.recurring.interval,
          interval_count: input.recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    type: input.recurring ? 'recurring' : 'one_time',
    unit_amount: input.unit_amount,
    unit_amount_decimal: String(input.unit_amount),
  }
  const made = { ...price, ...priceOf(price, input) }
  world.store.put('price', made)
  emit(world, 'price.created', made, at)
  return made
}

function newProductOf({
  id,
  name,
  metadata: given,
}: {
  id?: string | undefined
  name: string
  metadata?: Record<string, string> | undefined
}) {
  return { id, name, metadata: given }
}

const emptyPrice = {
  object: 'price',
  active: true,
  billing_scheme: 'per_unit',
  custom_unit_amount: null,
  livemode: false,
  lookup_key: null,
  nickname: null,
  tax_behavior: 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
} satisfies Partial<Price>

type PriceFields = {
  active?: boolean | undefined
  nickname?: string | null | undefined
  metadata?: Record<string, string> | undefined
  lookup_key?: string | null | undefined
  transfer_lookup_key?: boolean | undefined
  tax_behavior?: string | undefined
}

function priceOf(before: Price, input: PriceFields): Partial<Price> {
  const { active, nickname, lookup_key, tax_behavior } = input
  return {
    ...(active !== undefined && { active }),
    ...(nickname !== undefined && { nickname }),
    ...(lookup_key !== undefined && { lookup_key }),
    ...(tax_behavior !== undefined && { tax_behavior }),
    metadata: mergeMetadata(before.metadata, input.metadata),
  }
}

/** A lookup key names one price; it goes over to another only when that is asked for. */
function takeLookupKey(
  { store }: World,
  id: string,
  { lookup_key: key, transfer_lookup_key: transfer }: PriceFields,
): void {
  const holder = key
    ? store.all('price').find((price) => price.lookup_key === key && price.id !== id)
    : undefined
  if (!holder) return
  if (!transfer)
    throw Refusal.invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, 'lookup_key')
  store.put('price', { ...holder, lookup_key: null })
}
