import { describe, expect, it } from 'vitest'
import { anInvoice, aSubscription, type InvoiceFacts, seconds } from '#tests/support/stripe-objects.ts'
import { moneyMails } from './money-mails.ts'
import { subscriptionRow } from './subscription-row.ts'

const now = new Date('2026-11-20T12:00:00Z')
const mailsOf = (subscription: Parameters<typeof aSubscription>[0], ...invoices: InvoiceFacts[]) => {
  const all = invoices.map(anInvoice)
  return moneyMails('Acme', [subscriptionRow('company', aSubscription(subscription), all)], all, now)
}

describe('a payment', () => {
  it('that came in is thanked for, with its receipt', () => {
    expect(mailsOf({}, { status: 'paid', paid: '2026-11-20T11:00:00Z' })).toEqual([
      {
        template: 'payment-received',
        onceKey: 'payment-received:in_1',
        data: {
          companyName: 'Acme',
          amountCents: 14_700,
          currency: 'usd',
          paidAt: '2026-11-20T11:00:00.000Z',
          invoiceNumber: 'A-in_1',
          receiptUrl: 'https://stripe.example/in_1',
        },
      },
    ])
  })

  it('of nothing is no payment, and one of long ago is no news', () => {
    expect(mailsOf({}, { status: 'paid', paid: '2026-11-20T11:00:00Z', amountCents: 0 })).toEqual([])
    expect(mailsOf({}, { status: 'paid', paid: '2026-11-01T11:00:00Z' })).toEqual([])
  })

  it('that failed is told with how long employees work on', () => {
    const late = { finalized: '2026-11-20T00:00:00Z', attempts: 1 }
    expect(mailsOf({ status: 'past_due' }, late)).toMatchObject([
      {
        template: 'payment-failed',
        onceKey: 'payment-failed:in_1',
        data: { graceEndsAt: '2026-12-04T00:00:00.000Z', invoiceUrl: 'https://stripe.example/in_1' },
      },
    ])
  })

  it('that was not tried yet has not failed, nor one at the checkout', () => {
    expect(mailsOf({}, { attempts: 0 })).toEqual([])
    expect(mailsOf({ status: 'incomplete' }, { attempts: 1 })).toEqual([])
  })

  it('of a subscription that is over is asked for no more', () => {
    expect(
      mailsOf({ status: 'canceled', ended_at: seconds('2026-11-20T00:00:00Z') }, { attempts: 4 }),
    ).toEqual([])
  })
})

describe('a cancellation', () => {
  it('is told with the day it ends', () => {
    expect(mailsOf({ cancel_at_period_end: true })).toMatchObject([
      {
        template: 'subscription-canceled',
        onceKey: 'subscription-canceled:sub_1:2026-12-01',
        data: { endsAt: '2026-12-01T00:00:00.000Z', removalAt: '2026-12-31T00:00:00.000Z' },
      },
    ])
  })

  it('that has happened already is not announced', () => {
    const ended = seconds('2026-11-19T00:00:00Z')
    expect(mailsOf({ status: 'canceled', cancel_at: ended, ended_at: ended })).toEqual([])
  })
})
