import { z } from 'zod'
import { previewChange } from '../engine/change.ts'
import { voidInvoice } from '../engine/invoice.ts'
import { payInvoice } from '../engine/payment.ts'
import type { Invoice, Subscription } from '../types.ts'
import { nowOf, type World } from '../world.ts'
import { listOf } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { expand, paging, whole, yesOrNo } from './form.ts'
import { known } from './known.ts'
import { Refusal } from './refusal.ts'
import { itemChanges, pricedChanges, proration } from './subscriptions.ts'

const listed = z.strictObject({
  ...paging,
  customer: z.string().optional(),
  subscription: z.string().optional(),
  status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).optional(),
})
const preview = z.strictObject({
  ...expand,
  customer: z.string().optional(),
  subscription: z.string().optional(),
  subscription_details: z
    .strictObject({
      items: itemChanges.optional(),
      proration_behavior: proration.optional(),
      proration_date: whole.optional(),
      cancel_at_period_end: yesOrNo.optional(),
    })
    .optional(),
})

export function invoices(api: Api): void {
  const { world } = api
  endpoint(api, 'post', 'invoices/create_preview', preview, ({ input }) => createPreview(world, input))
  endpoint(api, 'get', 'invoices', listed, ({ input }) => {
    const rows = world.store
      .all('invoice')
      .filter(({ customer }) => !input.customer || customer === input.customer)
      .filter(
        ({ parent }) =>
          !input.subscription || parent.subscription_details.subscription === input.subscription,
      )
      .filter(({ status }) => !input.status || status === input.status)
    return listOf(rows, input, '/v1/invoices')
  })
  endpoint(api, 'get', 'invoices/:id', z.strictObject(expand), ({ id }) => known(world, 'invoice', id))
  endpoint(api, 'get', 'invoices/:id/lines', z.strictObject(paging), ({ id, input }) =>
    listOf([...known(world, 'invoice', id).lines.data].reverse(), input, `/v1/invoices/${id}/lines`),
  )
  const paid = z.strictObject({
    ...expand,
    payment_method: z.string().optional(),
    off_session: yesOrNo.optional(),
  })
  endpoint(api, 'post', 'invoices/:id/pay', paid, ({ id, input }) => pay(world, id, input))
  endpoint(api, 'post', 'invoices/:id/void', z.strictObject(expand), ({ id }) => {
    const { customer } = open(known(world, 'invoice', id))
    return voidInvoice(world, id, nowOf(world, customer))
  })
}

function open(invoice: Invoice): Invoice {
  if (invoice.status === 'open') return invoice
  const isPaid = invoice.status === 'paid'
  throw Refusal.invalid(
    isPaid
      ? 'Invoice is already paid'
      : `This invoice is ${invoice.status}; only an open one can be changed.`,
    undefined,
    isPaid ? 'invoice_already_paid' : 'invoice_not_editable',
  )
}

function pay(
  world: World,
  id: string,
  input: { payment_method?: string | undefined; off_session?: boolean | undefined },
): Invoice {
  const method = input.payment_method
  if (method) known(world, 'payment_method', method, 'payment_method')
  const { invoice, outcome } = payInvoice(world, open(known(world, 'invoice', id)), {
    at: nowOf(world, known(world, 'invoice', id).customer),
    present: input.off_session === false,
    ...(method && { method }),
  })
  if (outcome !== 'paid') throw Refusal.declined(outcome)
  return invoice
}

function createPreview(world: World, input: z.output<typeof preview>): Invoice {
  const subscription = subscriptionFor(world, input)
  const at = nowOf(world, subscription.customer)
  const details = input.subscription_details
  return previewChange(world, subscription, {
    items: pricedChanges(world, details?.items),
    proration: details?.proration_behavior ?? 'create_prorations',
    at,
    prorateFrom: details?.proration_date ?? at,
  })
}

function subscriptionFor(world: World, input: z.output<typeof preview>): Subscription {
  if (!input.subscription) throw Refusal.parameterMissing('subscription')
  const subscription = known(world, 'subscription', input.subscription, 'subscription')
  if (input.customer && input.customer !== subscription.customer)
    throw Refusal.missing('subscription', subscription.id, 'subscription')
  if (subscription.status === 'canceled')
    throw Refusal.invalid('No upcoming invoices for customer', undefined, 'invoice_upcoming_none')
  return subscription
}
