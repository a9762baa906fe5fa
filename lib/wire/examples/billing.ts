import type { BillingState } from '../billing.ts'

export const exampleBilling: BillingState = {
  entitlement: {
    standing: 'paying',
    mayRun: true,
    planKey: 'studio',
    maxEmployees: 3,
    maxMembers: 10,
    employees: 2,
    trialEndsAt: null,
    endsAt: null,
    removalAt: null,
    freeChatViewsLeft: null,
  },
  subscription: {
    status: 'active',
    planKey: 'studio',
    seats: 3,
    amountCents: 14_700,
    currency: 'usd',
    trialEndsAt: null,
    periodEndsAt: '2026-12-01T09:00:00.000Z',
    cancelsAt: null,
    openInvoiceUrl: null,
  },
  hasCustomer: true,
  isConfirming: false,
}
