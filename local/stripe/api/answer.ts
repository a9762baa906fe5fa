/** What goes over the wire: lists in pages, and the objects that were asked for in place of their ids. */
import type { World } from '../world.ts'
import type { Range } from './form.ts'
import { Refusal } from './refusal.ts'

type Json = Record<string, unknown>
type Listed = { id: string; created?: number }
type Page = {
  limit?: number | undefined
  starting_after?: string | undefined
  ending_before?: string | undefined
  created?: Range | undefined
}

/** `rows` oldest first; a list has the newest first. */
export function listOf<Row extends Listed>(rows: Row[], page: Page, url: string) {
  const limit = page.limit ?? 10
  const all = rows.filter(({ created }) => isWithin(created, page.created)).reverse()
  const place = (id: string) => {
    const found = all.findIndex((row) => row.id === id)
    if (found < 0) throw Refusal.missing('object', id, 'starting_after')
    return found
  }
  if (page.ending_before) {
    const end = place(page.ending_before)
    const start = Math.max(0, end - limit)
    return { object: 'list', data: all.slice(start, end), has_more: start > 0, url }
  }
  const start = page.starting_after ? place(page.starting_after) + 1 : 0
  return { object: 'list', data: all.slice(start, start + limit), has_more: start + limit < all.length, url }
}

function isWithin(created: number | undefined, range: Range | undefined): boolean {
  if (!range || created === undefined) return true
  const { gt = -1, gte = 0, lt = Number.POSITIVE_INFINITY, lte = Number.POSITIVE_INFINITY } = range
  return created > gt && created >= gte && created < lt && created <= lte
}

const mostLevels = 4

/** `paths` as in `data.latest_invoice.payments`. */
export function expanded(world: World, answer: object, paths: string[] | undefined): unknown {
  const copy: Json = JSON.parse(JSON.stringify(answer))
  for (const path of paths ?? []) {
    const steps = path.split('.')
    const inList = copy.object === 'list' && steps[0] === 'data'
    if (steps.length > mostLevels + (inList ? 1 : 0))
      throw Refusal.invalid(`You cannot expand more than ${mostLevels} levels of a property.`, 'expand')
    expandAt(world, copy, steps, path)
  }
  return copy
}

function expandAt(world: World, object: Json, [step = '', ...rest]: string[], path: string): void {
  if (!(step in object)) object[step] = included(world, object, step, path)
  const value = object[step]
  if (typeof value === 'string') object[step] = copyOf(world, value, path)
  for (const below of partsOf(object[step])) if (rest.length > 0) expandAt(world, below, rest, path)
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const partsOf = (value: unknown): Json[] => (Array.isArray(value) ? value : [value]).filter(isObject)

function copyOf(world: World, id: string, path: string): unknown {
  const found = findObject(world, id)
  if (!found) throw cannotExpand(path)
  return JSON.parse(JSON.stringify(found))
}

const cannotExpand = (path: string) =>
  Refusal.invalid(`This property cannot be expanded (${path}).`, 'expand')

/** Lists that stand in an object only where somebody asks for them. */
function included({ store }: World, object: Json, name: string, path: string): unknown {
  const list = (data: object[]) =>
    JSON.parse(JSON.stringify({ object: 'list', data, has_more: false, url: `/v1/${name}` }))
  if (object.object === 'invoice' && name === 'payments')
    return list(store.all('invoice_payment').filter(({ invoice }) => invoice === object.id))
  if (object.object === 'customer' && name === 'subscriptions')
    return list(
      store.all('subscription').filter((one) => one.customer === object.id && one.status !== 'canceled'),
    )
  if (object.object === 'customer' && name === 'tax_ids') return list([])
  if (object.object === 'checkout.session' && name === 'line_items' && typeof object.id === 'string')
    return list(sessionLines(store.find('wish', object.id), store))
  throw cannotExpand(path)
}

export function sessionLines(
  wish: { id: string; lines: { price: string; quantity: number }[] } | undefined,
  store: World['store'],
) {
  return (wish?.lines ?? []).flatMap(({ price: id, quantity }, place) => {
    const price = store.find('price', id)
    if (!price) return []
    const amount = price.unit_amount * quantity
    return {
      id: `li_${wish?.id}_${place}`,
      object: 'item',
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency: price.currency,
      description: store.find('product', price.product)?.name ?? null,
      discounts: [],
      metadata: {},
      price,
      quantity,
      taxes: [],
    }
  })
}

const expandable = [
  'customer',
  'product',
  'price',
  'payment_method',
  'subscription',
  'invoice',
  'payment_intent',
  'charge',
  'test_clock',
] as const

function findObject({ store }: World, id: string): object | undefined {
  for (const table of expandable) {
    const found = store.find(table, id)
    if (found) return found
  }
  return undefined
}
