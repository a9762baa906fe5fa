// @vitest-environment happy-dom
// The page of money as it tells: how it stands, what was billed, and what became of a payment.
import { act } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Invoice } from '#lib/wire/billing.ts'
import { exampleMe } from '#lib/wire/examples.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { tellStreamByHand } from '#tests/support/live.ts'
import { inOffice } from '#tests/support/office.tsx'
import { router, sent, shown } from '#tests/support/page.tsx'
import type { CompanyStanding } from '../_billing/standing-words.ts'
import { Confirming } from './confirming/confirming.tsx'
import { InvoiceList } from './invoice-list.tsx'
import { PlanNow } from './plan-now.tsx'

tellStreamByHand()
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-02T08:00:00.000Z'), shouldAdvanceTime: true })
})
afterEach(() => {
  vi.useRealTimers()
})

const trial: Entitlement = { ...exampleMe.entitlement, employees: 1 }
const paying: Entitlement = { ...trial, standing: 'paying', endsAt: null, removalAt: null, maxEmployees: 2 }
const over: Entitlement = { ...trial, standing: 'trial_over', mayRun: false }

describe('how it stands', () => {
  const now = (standing: Partial<CompanyStanding>, role: 'owner' | 'member' = 'owner', status = 'active') => {
    const paid = {
      amountCents: 9800,
      currency: 'usd',
      status,
      periodEndsAt: '2026-12-01T00:00:00.000Z',
      cancelsAt: null,
    }
    return sent(inOffice(<PlanNow paid={paid} />, { role, standing }))
  }

  it('is a sentence, and the facts', () => {
    expect(now({ entitlement: paying }).words).toBe(
      'You have Studio. Employees work. Plan Studio Seats 1 of 2 seats taken Price $98 each month Next payment 1 December 2026',
    )
  })

  it('says when the first payment is, for who paid before the trial was over', () => {
    expect(now({ entitlement: paying }, 'owner', 'trialing').words).toContain('First payment 1 December 2026')
  })

  it('leads to what is open', () => {
    const entitlement: Entitlement = { ...paying, standing: 'past_due', endsAt: '2026-11-16T00:00:00.000Z' }
    const { getByRole, root } = now({ entitlement, openInvoiceUrl: 'https://invoice.stripe.com/i/1' })
    expect(getByRole('link', { name: 'Pay the open invoice' }).getAttribute('href')).toContain('/i/1')
    expect(root.querySelector('[data-lamp]')?.getAttribute('data-lamp')).toBe('red')
  })

  it('tells a member whom to ask', () => {
    expect(now({ entitlement: over, payers: ['Maria'] }, 'member').words).toContain(
      'Maria can choose and pay.',
    )
  })
})

describe('invoices', () => {
  const bill: Invoice = {
    id: 'in_1',
    number: 'DH-1',
    createdAt: '2026-11-01T00:00:00.000Z',
    status: 'paid',
    totalCents: 9800,
    currency: 'usd',
    url: 'https://invoice.stripe.com/i/1',
    pdfUrl: 'https://invoice.stripe.com/i/1.pdf',
  }

  it('are listed with what they came to, and where they are', () => {
    const { words, getByRole } = sent(<InvoiceList bills={[bill, { ...bill, id: 'in_2', status: 'open' }]} />)
    expect(words).toContain('1 November 2026Paid$98DH-1See the invoice DH-1PDF of the invoice DH-1')
    expect(words).toContain('Not paid yet$98')
    expect(getByRole('link', { name: 'Pay the invoice DH-1' }).getAttribute('href')).toBe(bill.url)
  })

  it('are none at first', () => {
    expect(sent(<InvoiceList bills={[]} />).words).toBe('There is no invoice yet.')
  })
})

describe('after the payment', () => {
  const confirming = (entitlement: Entitlement) =>
    shown(inOffice(<Confirming />, { standing: { entitlement } }))

  it('waits for what Stripe tells, looking again and again', async () => {
    const page = confirming(trial)
    expect(page.words()).toContain('Confirming the payment…')
    await act(() => vi.advanceTimersByTimeAsync(6_500))
    expect(router.refresh).toHaveBeenCalledTimes(3)
  })

  it('says what is safe when it takes long', async () => {
    const page = confirming(trial)
    await act(() => vi.advanceTimersByTimeAsync(21_000))
    expect(page.words()).toContain('What you paid is safe at Stripe and is not charged twice.')
    expect(page.getByRole('link', { name: 'See plan and billing' })).toBeTruthy()
  })

  it('says so the moment it is known, and looks no more', async () => {
    const page = confirming(paying)
    expect(page.words()).toContain('You have Studio. There is room for 2 employees.')
    await act(() => vi.advanceTimersByTimeAsync(6_500))
    expect(router.refresh).not.toHaveBeenCalled()
  })
})
