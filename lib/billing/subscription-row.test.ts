import { describe, expect, it } from 'vitest'
import { anInvoice, aSubscription, seconds } from '#tests/support/stripe-objects.ts'
import { subscriptionRow, type ToldInvoice, type ToldSubscription } from './subscription-row.ts'

const rowOf = (subscription: Partial<ToldSubscription> = {}, invoices: ToldInvoice[] = []) =>
  subscriptionRow('company', aSubscription(subscription), invoices)

describe('a subscription as a row', () => {
  it('has the plan of its product, its seats, and what they cost', () => {
    expect(rowOf()).toMatchObject({
      status: 'active',
      planKey: 'studio',
      seats: 3,
      amountCents: 14_700,
      currency: 'usd',
      periodEndsAt: new Date('2026-12-01T00:00:00Z'),
      cancelsAt: null,
      endedAt: null,
      pastDueSince: null,
      openInvoiceUrl: null,
      isLive: false,
    })
  })

  it('has no plan for a product that none of ours is', () => {
    const [item] = aSubscription().items.data
    const data = item ? [{ ...item, price: { ...item.price, product: 'prod_other' } }] : []
    expect(rowOf({ items: { data } })).toMatchObject({ planKey: null, seats: 3, amountCents: 14_700 })
  })

  it('is late since its oldest open invoice, not since the newest, and shows where that is paid', () => {
    const invoices = [
      anInvoice({ id: 'in_new', status: 'open', finalized: '2026-11-15T00:00:00Z' }),
      anInvoice({ id: 'in_old', status: 'open', finalized: '2026-11-02T00:00:00Z' }),
      anInvoice({ id: 'in_paid', status: 'paid', finalized: '2026-10-01T00:00:00Z' }),
      anInvoice({
        id: 'in_other',
        status: 'open',
        finalized: '2026-09-01T00:00:00Z',
        subscription: 'sub_other',
      }),
    ]
    expect(rowOf({ status: 'past_due' }, invoices)).toMatchObject({
      pastDueSince: new Date('2026-11-02T00:00:00Z'),
      openInvoiceUrl: 'https://stripe.example/in_old',
    })
  })

  it('stays late since an invoice that nobody tries to collect any more, unless a later one was paid', () => {
    const givenUp = anInvoice({ id: 'in_up', status: 'uncollectible', finalized: '2026-09-02T00:00:00Z' })
    const late = rowOf({ status: 'unpaid' }, [givenUp])
    expect(late).toMatchObject({ pastDueSince: new Date('2026-09-02T00:00:00Z'), openInvoiceUrl: null })
    const invoices = [
      givenUp,
      anInvoice({ id: 'in_paid', status: 'paid', finalized: '2026-10-02T00:00:00Z' }),
      anInvoice({ id: 'in_open', status: 'open', finalized: '2026-11-02T00:00:00Z' }),
    ]
    const lateAgain = rowOf({ status: 'past_due' }, invoices)
    expect(lateAgain).toMatchObject({ pastDueSince: new Date('2026-11-02T00:00:00Z') })
  })

  it('is not late while it is active, also with an invoice open', () => {
    const invoices = [anInvoice({ status: 'open', finalized: '2026-11-15T00:00:00Z' })]
    expect(rowOf({}, invoices)).toMatchObject({
      pastDueSince: null,
      openInvoiceUrl: 'https://stripe.example/in_1',
    })
  })

  it('ends with its period when it was cancelled for then, whichever way Stripe says it', () => {
    const end = '2026-12-01T00:00:00Z'
    expect(rowOf({ cancel_at_period_end: true })).toMatchObject({ cancelsAt: new Date(end) })
    expect(rowOf({ cancel_at: seconds(end) })).toMatchObject({ cancelsAt: new Date(end) })
    expect(rowOf({ cancel_at: seconds(end), status: 'canceled', ended_at: seconds(end) })).toMatchObject({
      cancelsAt: null,
      endedAt: new Date(end),
    })
  })
})

describe('what was invoiced for the period that runs', () => {
  const from = seconds('2026-11-01T00:00:00Z')
  const to = seconds('2026-12-01T00:00:00Z')
  const line = (amount: number, start = from, end = to) => ({ amount, period: { start, end } })

  it('adds what was taken in its middle, takes off what was given back, and leaves out other periods', () => {
    const invoices = [
      anInvoice({ status: 'paid', lines: [line(14_700)] }),
      anInvoice({ id: 'in_2', status: 'paid', lines: [line(-4_900, from + 100), line(9_800, from + 100)] }),
      anInvoice({ id: 'in_3', status: 'paid', lines: [line(14_700, from - 100, from)] }),
    ]
    expect(rowOf({}, invoices).paidCents).toBe(19_600)
  })

  it('counts a draft and an open one, and none that was given up', () => {
    const of = (status: 'draft' | 'open' | 'void' | 'uncollectible') =>
      rowOf({}, [anInvoice({ status, lines: [line(14_700)] })]).paidCents
    expect([of('draft'), of('open'), of('void'), of('uncollectible')]).toEqual([14_700, 14_700, null, null])
  })
})
