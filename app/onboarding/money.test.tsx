// @vitest-environment happy-dom
// A hire where money has a word: looking around first, a seat more, and nobody hired while nothing is paid.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { plans } from '#lib/billing/plans.ts'
import { emptyDraft } from '#lib/hire-draft/draft.ts'
import { exampleMe } from '#lib/wire/examples.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { router, sent, shown } from '#tests/support/page.tsx'
import { DraftProvider } from './_draft/draft-provider.tsx'
import { SeatsFull } from './_steps/seats-full.tsx'
import { PlanStep } from './plan/plan-step.tsx'

const finish = vi.hoisted(() => ({ finishPlan: vi.fn(), lookFirst: vi.fn() }))
vi.mock('./_actions/finish-step.ts', () => finish)
const money = vi.hoisted(() => ({ previewTheChange: vi.fn(), changeThePlan: vi.fn() }))
vi.mock('../(office)/_actions/billing.ts', () => money)

beforeEach(() => {
  vi.stubGlobal('fetch', async () => Response.json(emptyDraft))
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
})

const entitled = (facts: Partial<Entitlement>): Entitlement => ({ ...exampleMe.entitlement, ...facts })
const pressed = (button: HTMLElement) => act(async () => fireEvent.click(button))

describe('looking around first', () => {
  const planStep = (mayLook: boolean) =>
    shown(
      <DraftProvider initial={emptyDraft} owner="company.maria">
        <PlanStep plans={plans} suggestedKey="studio" mayLook={mayLook} />
      </DraftProvider>,
    )

  it('goes on to the role without a plan', async () => {
    finish.lookFirst.mockResolvedValueOnce({ ok: true, value: { path: '/onboarding/role' } })
    const page = planStep(true)
    expect(page.words()).toContain('Hire one employee without a plan, and open the chat 3 times.')
    await pressed(page.getByRole('button', { name: 'Look around first' }))
    await waitFor(() => expect(router.push).toHaveBeenCalledExactlyOnceWith('/onboarding/role'))
    expect(finish.finishPlan).not.toHaveBeenCalled()
  })

  it('is not offered to who has looked around', () => {
    expect(planStep(false).queryByRole('button', { name: 'Look around first' })).toBeNull()
  })

  it('that is followed by a plan without a trial leads to where it is paid', async () => {
    const detail = 'A trial was started with this e-mail address before.'
    finish.finishPlan.mockResolvedValueOnce({ ok: false, code: 'payment_required', detail })
    const page = planStep(false)
    await pressed(page.getByRole('button', { name: 'Go on with Studio' }))
    expect((await page.findByRole('alert')).textContent).toContain(detail)
    expect(page.getByRole('link', { name: 'Pay for a plan' }).getAttribute('href')).toBe('/billing')
  })
})

describe('a hire beyond the seats', () => {
  it.each<[Partial<Entitlement>, string]>([
    [
      { planKey: 'solo', employees: 1, maxEmployees: 1 },
      'Your one desk is taken The trial of Solo is for 1 employee.',
    ],
    [{ employees: 3, maxEmployees: 3 }, 'All 3 desks are taken The trial of Studio is for 3 employees.'],
    [
      { planKey: 'company', employees: 5, maxEmployees: 5 },
      'All 5 desks are taken The trial of Company is for 5 employees. You can prepare this hire now; before it starts, pay for more seats',
    ],
    [
      { standing: 'looking', planKey: null, employees: 1, maxEmployees: 1 },
      'Your one desk is taken Without a plan you have one employee.',
    ],
    [
      { standing: 'paying', employees: 5, maxEmployees: 5 },
      'All 5 desks are taken Studio is for 5 employees.',
    ],
    [
      { standing: 'paying', employees: 2, maxEmployees: 2 },
      'All 2 desks are taken You can prepare this hire now; before it starts, add a seat for $49 each month',
    ],
    [{ standing: 'trial_over', mayRun: false }, 'The trial is over. Employees rest.'],
    [{ employees: 4, maxEmployees: 5 }, ''],
    [{ standing: 'looking', planKey: null, employees: 0, maxEmployees: 1 }, ''],
  ])('with %j is told: %s', (facts, words) => {
    const seen = sent(<SeatsFull entitlement={entitled(facts)} />).words
    if (words) expect(seen.startsWith(words)).toBe(true)
    else expect(seen).toBe('')
  })

  it('adds a seat once its price was seen', async () => {
    const preview = { dueNowCents: 2450, creditCents: 0, nextCents: 14700, nextAt: null, currency: 'usd' }
    money.previewTheChange.mockResolvedValue({ ok: true, value: preview })
    money.changeThePlan.mockResolvedValue({ ok: true, value: { isConfirmed: true, confirmUrl: null } })
    const full = entitled({ standing: 'paying', employees: 2, maxEmployees: 2 })
    const page = shown(<SeatsFull entitlement={full} />)
    await pressed(page.getByRole('button', { name: 'Add a seat' }))
    expect(await page.findByText('$24.50')).toBeTruthy()
    expect(page.getByText('$147')).toBeTruthy()
    expect(money.previewTheChange).toHaveBeenCalledExactlyOnceWith({ planKey: 'studio', seats: 3 })
    await pressed(page.getByRole('button', { name: 'Add the seat' }))
    expect(money.changeThePlan).toHaveBeenCalledExactlyOnceWith({ planKey: 'studio', seats: 3 })
    await waitFor(() => expect(router.refresh).toHaveBeenCalled())
  })

  it('whose seat the bank wants to be confirmed leads to Stripe, and waits here for it', async () => {
    const price = { dueNowCents: 4900, nextCents: 14_700, nextAt: null, currency: 'usd' }
    money.previewTheChange.mockResolvedValue({ ok: true, value: price })
    const confirmUrl = 'https://invoice.stripe.com/i/1'
    money.changeThePlan.mockResolvedValue({ ok: true, value: { isConfirmed: false, confirmUrl } })
    const open = vi.fn()
    vi.stubGlobal('open', open)
    const full = entitled({ standing: 'paying', planKey: 'studio', employees: 2, maxEmployees: 2 })
    const page = shown(<SeatsFull entitlement={full} />)
    await pressed(page.getByRole('button', { name: 'Add a seat' }))
    await pressed(await page.findByRole('button', { name: 'Add the seat' }))
    expect(await page.findByRole('alertdialog', { name: 'Your bank asks you to confirm' })).toBeTruthy()
    await pressed(page.getByRole('button', { name: 'Confirm at Stripe' }))
    expect(open).toHaveBeenCalledExactlyOnceWith(confirmUrl, '_blank', 'noopener')
    await waitFor(() => expect(router.refresh).toHaveBeenCalled(), { timeout: 5_000 })
    expect(await page.findByRole('alertdialog', { name: 'Waiting for your confirmation' })).toBeTruthy()
    await pressed(page.getByRole('button', { name: 'Open Stripe again' }))
    expect(open).toHaveBeenCalledTimes(2)
    expect(page.getByRole('alertdialog', { name: 'Waiting for your confirmation' })).toBeTruthy()
    await pressed(page.getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(page.queryByRole('alertdialog')).toBeNull())
  })
})
