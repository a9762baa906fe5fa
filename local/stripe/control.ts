/** The switches: what no Stripe has, for tests and for trying things out. */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { age } from './engine/age.ts'
import type { TableName, Tables } from './types.ts'
import { switchesOf, turnSwitches, type World } from './world.ts'

const webhookSwitches = z.strictObject({
  delayMs: z.int().min(0).optional(),
  repeat: z.int().min(0).max(20).optional(),
  shuffle: z.boolean().optional(),
  /** How many of the next events are lost; true: all, false: none. */
  drop: z.union([z.boolean().transform((all) => (all ? -1 : 0)), z.int().min(0)]).optional(),
  hold: z.boolean().optional(),
  afterRetries: z.enum(['cancel', 'unpaid']).optional(),
})
const ageing = z.strictObject({ customer: z.string(), days: z.number().positive().max(4000) })
const outcome = z.enum(['succeed', 'decline'])
const nextPayment = z.union([
  z.strictObject({ outcome, times: z.int().min(1).max(100).default(1) }),
  z.strictObject({ outcomes: z.array(outcome) }),
])
const again = z.strictObject({
  event: z.string().optional(),
  type: z.string().optional(),
  customer: z.string().optional(),
})

export function controls(web: Hono, world: World): void {
  const act = <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    work: (input: z.output<Schema>) => object,
  ) =>
    web.post(`/_control/${path}`, async (c) => {
      const isForm = c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')
      const parsed = schema.safeParse(
        isForm ? await readSwitches(c) : await c.req.json().catch(() => undefined),
      )
      if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400)
      try {
        const done = world.store.transact(() => work(parsed.data))
        return isForm ? c.redirect('/', 303) : c.json(done)
      } catch (error) {
        return c.json({ error: error instanceof Error ? error.message : String(error) }, 400)
      }
    })

  act('age', ageing, ({ customer, days }) => {
    if (!world.store.find('customer', customer)) throw new Error(`There is no customer ${customer}.`)
    age(world, customer, days)
    return { customer, days }
  })
  act('webhooks', webhookSwitches, (changes) => {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
    const turned = turnSwitches(world, given)
    if (changes.hold === false) release(world)
    return turned
  })
  act('webhooks/redeliver', again, (which) => ({ deliveries: redeliver(world, which) }))
  act('next-payment', nextPayment, (wanted) => {
    const nextPayments = 'outcomes' in wanted ? wanted.outcomes : Array(wanted.times).fill(wanted.outcome)
    return turnSwitches(world, { nextPayments })
  })
  web.get('/_control/webhooks', (c) =>
    c.json({ ...switchesOf(world), deliveries: world.store.all('delivery') }),
  )
  web.get('/_control/objects', (c) => c.json(objectsOf(world, c.req.query('customer'))))
}

/** A form of the page says in texts what JSON says in numbers and booleans. */
async function readSwitches(c: Context): Promise<unknown> {
  const fields = Object.entries(await c.req.parseBody())
  return Object.fromEntries(
    fields.map(([name, value]) => [name, typeof value === 'string' ? readSwitch(value) : value]),
  )
}

function readSwitch(value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true'
  return /^\d+(\.\d+)?$/.test(value) ? Number(value) : value
}

function release({ store }: World): void {
  for (const delivery of store.all('delivery'))
    if (delivery.state === 'held') store.put('delivery', { ...delivery, state: 'waiting' })
}

/** Delivers once more what was delivered, lost or held. */
function redeliver({ store }: World, which: z.output<typeof again>): number {
  const wanted = store.all('delivery').filter(({ event, customer }) => {
    const type = store.find('event', event)?.type
    return (
      (!which.event || event === which.event) &&
      (!which.type || type === which.type) &&
      (!which.customer || customer === which.customer)
    )
  })
  for (const delivery of wanted)
    store.put('delivery', { ...delivery, state: 'waiting', attempts: 0, nextAttemptMs: Date.now() })
  return wanted.length
}

const shown = [
  'customer',
  'product',
  'price',
  'payment_method',
  'subscription',
  'invoice',
  'session',
  'test_clock',
  'event',
] as const satisfies TableName[]

function objectsOf({ store }: World, customer: string | undefined): Partial<Record<TableName, unknown[]>> {
  const isTheirs = (row: Tables[(typeof shown)[number]]) =>
    customer === undefined || row.id === customer || ('customer' in row && row.customer === customer)
  return Object.fromEntries(shown.map((table) => [table, store.all(table).filter(isTheirs)]))
}
