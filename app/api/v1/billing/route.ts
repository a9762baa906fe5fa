import { route, serve } from '#app/_edge/route.ts'
import { readBilling } from '#lib/billing/read-billing.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.readBilling, (caller) => readBilling(caller)),
})
