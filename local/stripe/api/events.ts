/** What happened; and the objects of payments, which are only read. */
import { z } from 'zod'
import { listOf } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { expand, paging } from './form.ts'
import { known } from './known.ts'

export function events(api: Api): void {
  const { store } = api.world
  const listed = z.strictObject({
    ...paging,
    type: z.string().optional(),
    types: z.array(z.string()).max(20).optional(),
  })
  endpoint(api, 'get', 'events', listed, ({ input }) => {
    const wanted = input.types ?? (input.type === undefined ? undefined : [input.type])
    const rows = store
      .all('event')
      .filter(({ type }) => !wanted || wanted.some((pattern) => fits(type, pattern)))
    return listOf(rows, input, '/v1/events')
  })
  endpoint(api, 'get', 'events/:id', z.strictObject(expand), ({ id }) => known(api.world, 'event', id))
}

/** `customer.*` fits all that begins so. */
const fits = (type: string, pattern: string) =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern

export function payments(api: Api): void {
  const { world } = api
  endpoint(api, 'get', 'payment_intents/:id', z.strictObject(expand), ({ id }) =>
    known(world, 'payment_intent', id),
  )
  endpoint(api, 'get', 'charges/:id', z.strictObject(expand), ({ id }) => known(world, 'charge', id))
  const listed = z.strictObject({ ...paging, invoice: z.string().optional() })
  endpoint(api, 'get', 'invoice_payments', listed, ({ input }) => {
    const rows = world.store
      .all('invoice_payment')
      .filter(({ invoice }) => !input.invoice || invoice === input.invoice)
    return listOf(rows, input, '/v1/invoice_payments')
  })
}
