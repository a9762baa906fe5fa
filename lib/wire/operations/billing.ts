import { billing } from '../billing.ts'
import { exampleBilling } from '../examples/billing.ts'
import { noBody, noFields, operation } from '../operation.ts'

export const billingOperations = {
  readBilling: operation({
    id: 'readBilling',
    method: 'GET',
    path: '/billing',
    tag: 'Company',
    thing: 'subscription',
    summary: 'The plan, its seats, and what is paid for them',
    description:
      'As it is known here; Stripe is not asked. Plans and seats are changed by people, under Billing: there is money in it.',
    scope: 'admin',
    params: noFields,
    query: noFields,
    body: noBody,
    answer: billing,
    status: 200,
    example: { answer: exampleBilling },
  }),
}
