// @vitest-environment happy-dom
// The page of money: what can be done with a plan, as who tries, who pays, and who paid once.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { plans } from '#lib/billing/plans.ts'
import { exampleMe } from '#lib/wire/examples.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { tellStreamByHand } from '#tests/support/live.ts'
import { inOffice, several } from '#tests/support/office.tsx'
import { router, shown } from '#tests/support/page.tsx'
import { Paywall } from '../_billing/paywall.tsx'
import { useSeatOffer } from '../_billing/seat-offer.tsx'
import type { CompanyStanding } from '../_billing/standing-words.ts'
import { firstWish } from '../_billing/wish-words.ts'
import { OpenPortal } from './open-portal.tsx'
import { PlanForm } from './plan-form.tsx'

const actions = vi.hoisted(() => ({
  beginCheckout: vi.fn(),
  openThePortal: vi.fn(),
  previewTheChange: vi.fn(),
  changeThePlan: vi.fn(),
  chooseThePlan: vi.fn(),
}))
vi.mock('../_actions/billing.ts', () => actions)
vi.mock('../_actions/choose-the-plan.ts', () => actions)

tellStreamByHand()
const leave = vi.fn()
const preview = {
  dueNowCents: 2450,
  nextCents: 14700,
  nextAt: '2026-12-01T00:00:00.000Z',
  currency: 'usd',
}
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-02T08:00:00.000Z'), shouldAdvanceTime: true })
  vi.stubGlobal('location', { ...window.location, assign: leave })
  actions.previewTheChange.mockResolvedValue({ ok: true, value: preview })
  actions.changeThePlan.mockResolvedValue({ ok: true, value: { isConfirmed: true, confirmUrl: null } })
  actions.chooseThePlan.mockResolvedValue({ ok: true, value: undefined })
})
afterEach(() => {
  vi.useRealTimers()
})

const trial: Entitlement = { ...exampleMe.entitlement, employees: 1 }
const looking: Entitlement = {
  ...trial,
  standing: 'looking',
  planKey: null,
  maxEmployees: 1,
  trialEndsAt: null,
}
const paying: Entitlement = { ...trial, standing: 'paying', endsAt: null, removalAt: null, maxEmployees: 2 }
const over: Entitlement = { ...trial, standing: 'trial_over', mayRun: false }

const pressed = (button: HTMLElement) => act(async () => fireEvent.click(button))

function form(entitlement: Entitlement, standing: Partial<CompanyStanding> = {}, names: string[] = ['Ada']) {
  const page = shown(
    inOffice(<PlanForm />, { standing: { entitlement, ...standing }, employees: several(...names) }),
  )
  const buttons = () =>
    page
      .getAllByRole('button')
      .map((button) => button.textContent)
      .filter(Boolean)
  const seats = (way: 'more' | 'less') => pressed(page.getByRole('button', { name: `Seats: one ${way}` }))
  return { ...page, buttons, seats }
}

describe('who has no plan', () => {
  it('tries one without a card, or pays at once', async () => {
    const page = form(looking)
    expect(page.buttons()).toEqual(['Start 7 free days with Studio', 'Pay for Studio'])
    fireEvent.click(page.getByRole('radio', { name: /Company/ }))
    await pressed(page.getByRole('button', { name: 'Start 7 free days with Company' }))
    expect(actions.chooseThePlan).toHaveBeenCalledExactlyOnceWith('company')
    await waitFor(() => expect(router.refresh).toHaveBeenCalled())
  })

  it('who had a trial already is told so, and pays', async () => {
    const detail = 'A trial was started with this e-mail address before.'
    actions.chooseThePlan.mockResolvedValueOnce({ ok: false, code: 'payment_required', detail })
    const page = form(looking)
    await pressed(page.getByRole('button', { name: /^Start 7 free days/ }))
    await waitFor(() => expect(page.words()).toContain(detail))
    expect(page.buttons()).toEqual(['Pay for Studio'])
  })

  it('is told where nothing can be paid', () => {
    const page = form(over, { canPay: false })
    expect(page.buttons()).toEqual([])
    expect(page.words()).toContain('Nothing can be paid at this installation')
  })
})

describe('who tries a plan', () => {
  it('pays for as many as are wanted, and keeps the days that are left', async () => {
    actions.beginCheckout.mockResolvedValueOnce({ ok: true, value: { url: 'https://checkout.stripe.com/c' } })
    const page = form(trial)
    expect(page.words()).toContain('the first payment is on 9 November 2026.')
    await page.seats('more')
    expect(page.words()).toContain('$98 each month for 2 employees')
    await pressed(page.getByRole('button', { name: 'Pay for Studio' }))
    expect(actions.beginCheckout).toHaveBeenCalledExactlyOnceWith({ planKey: 'studio', seats: 2 })
    expect(leave).toHaveBeenCalledExactlyOnceWith('https://checkout.stripe.com/c')
  })

  it('takes another one for the days that are left', async () => {
    const page = form(trial)
    expect(page.queryByRole('button', { name: /^Try/ })).toBeNull()
    fireEvent.click(page.getByRole('radio', { name: /Company/ }))
    await pressed(page.getByRole('button', { name: 'Try Company instead' }))
    expect(actions.chooseThePlan).toHaveBeenCalledExactlyOnceWith('company')
  })

  it('stays, and is told why, when Stripe does not answer', async () => {
    actions.beginCheckout.mockResolvedValueOnce({ ok: false, code: 'unavailable', detail: 'Stripe is away.' })
    const page = form(trial)
    await pressed(page.getByRole('button', { name: 'Pay for Studio' }))
    expect((await page.findByRole('alert')).textContent).toBe('Stripe is away.')
    expect(leave).not.toHaveBeenCalled()
  })

  it('pays to have everybody back when it is over', () => {
    expect(form(over).buttons()).toEqual(['Pay and bring everybody back'])
  })

  it('brings nobody back where nobody is left', () => {
    expect(form({ ...over, employees: 0 }).buttons()).toEqual(['Pay for Studio'])
  })

  it('cannot pay for fewer seats than employees', async () => {
    const page = form({ ...over, employees: 2 }, {}, ['Ada', 'Grace'])
    await page.seats('less')
    expect(page.words()).toContain('2 employees work here. Let 1 employee go first')
    expect(page.getByRole('link', { name: 'Grace' }).getAttribute('href')).toContain('/settings')
    expect(page.getByRole('button', { name: /^Pay/ }).hasAttribute('disabled')).toBe(true)
  })
})

describe('who pays', () => {
  it('sees what a change costs before it is made', async () => {
    const page = form(paying)
    expect(page.buttons()).toEqual([])
    await page.seats('more')
    expect(await page.findByText('$24.50')).toBeTruthy()
    expect(page.words()).toContain('Next bill, 1 December 2026 $147')
    await pressed(page.getByRole('button', { name: 'Change to Studio with 3 seats' }))
    expect(actions.changeThePlan).toHaveBeenCalledExactlyOnceWith({ planKey: 'studio', seats: 3 })
    await waitFor(() => expect(router.refresh).toHaveBeenCalled())
  })

  it('asks for one price, however fast one steps', async () => {
    const page = form(paying)
    await page.seats('more')
    await page.seats('more')
    await waitFor(() =>
      expect(actions.previewTheChange).toHaveBeenCalledExactlyOnceWith({ planKey: 'studio', seats: 4 }),
    )
  })

  it('is shown the next bill of a smaller plan', async () => {
    const value = { ...preview, dueNowCents: 0, nextCents: 2450 }
    actions.previewTheChange.mockResolvedValue({ ok: true, value })
    const page = form(paying)
    await page.seats('less')
    expect(await page.findByText('$24.50')).toBeTruthy()
    expect(page.words()).toContain('Due now, for the rest of this month $0 Next bill')
  })

  it('sees whom to let go before there can be fewer seats', async () => {
    const page = form({ ...paying, employees: 2 }, {}, ['Ada', 'Grace'])
    await page.seats('less')
    expect(page.words()).toContain('Let 1 employee go first; nobody is let go by a change of plan.')
    expect(page.getByRole('button', { name: 'Change to Studio with 1 seat' }).hasAttribute('disabled')).toBe(
      true,
    )
    expect(actions.previewTheChange).not.toHaveBeenCalled()
  })

  it('is told why a change was refused', async () => {
    actions.changeThePlan.mockResolvedValueOnce({ ok: false, detail: 'The card was declined.' })
    const page = form(paying)
    await page.seats('more')
    await page.findByText('$24.50')
    await pressed(page.getByRole('button', { name: /^Change to/ }))
    expect((await page.findByRole('alert')).textContent).toBe('The card was declined.')
  })

  it('keeps a plan that was cancelled', async () => {
    const page = form({ ...paying, endsAt: '2026-12-01T00:00:00.000Z' })
    await pressed(page.getByRole('button', { name: 'Keep Studio' }))
    expect(actions.changeThePlan).toHaveBeenCalledExactlyOnceWith({ planKey: 'studio', seats: 2 })
  })

  it('manages the card at Stripe', async () => {
    actions.openThePortal.mockResolvedValueOnce({ ok: true, value: { url: 'https://billing.stripe.com/p' } })
    const page = shown(inOffice(<OpenPortal />))
    await pressed(page.getByRole('button', { name: 'Manage card or cancel' }))
    expect(leave).toHaveBeenCalledExactlyOnceWith('https://billing.stripe.com/p')
  })
})

function Fire() {
  const offer = useSeatOffer()
  return (
    <button type="button" onClick={offer}>
      fire
    </button>
  )
}

describe('somebody let go', () => {
  const fired = async (entitlement: Entitlement) => {
    const page = shown(inOffice(<Fire />, { standing: { entitlement } }))
    await pressed(page.getByText('fire'))
    return page
  }

  it('leaves a seat that can be given back', async () => {
    const page = await fired({ ...paying, maxEmployees: 3 })
    expect(await page.findByRole('alertdialog', { name: 'Give the seat back, too?' })).toBeTruthy()
    await pressed(page.getByRole('button', { name: 'Give the seat back' }))
    expect(actions.changeThePlan).toHaveBeenCalledExactlyOnceWith({ planKey: 'studio', seats: 2 })
  })

  it.each([
    ['the last seat', { ...paying, maxEmployees: 1 }],
    ['a seat of the trial', trial],
    ['a seat that was cancelled', { ...paying, endsAt: '2026-12-01T00:00:00.000Z' }],
  ])('from %s offers nothing', async (_, entitlement) => {
    const page = await fired(entitlement)
    await act(() => vi.advanceTimersByTimeAsync(300))
    expect(page.queryByRole('alertdialog')).toBeNull()
  })
})

describe('the paywall', () => {
  const paywall = (role: 'owner' | 'member') => {
    const standing = {
      entitlement: { ...looking, standing: 'looked' as const, mayRun: false },
      payers: ['Maria'],
    }
    return shown(inOffice(<Paywall name="Ada" />, { role, standing }))
  }

  it('offers the choice that opens the chat again', () => {
    const page = paywall('owner')
    expect(page.words()).toContain(
      'The 3 free views of the chat are used up. What was said and made is kept.',
    )
    expect(page.getByRole('button', { name: 'Start 7 free days with Studio' })).toBeTruthy()
  })

  it('tells a member whom to ask', () => {
    const page = paywall('member')
    expect(page.words()).toContain('Maria can choose and pay.')
    expect(page.queryByRole('button')).toBeNull()
  })
})

describe('what is chosen at first', () => {
  it.each([
    [looking, { planKey: 'studio', seats: 1 }],
    [
      { ...looking, employees: 7 },
      { planKey: 'company', seats: 7 },
    ],
    [trial, { planKey: 'studio', seats: 1 }],
    [paying, { planKey: 'studio', seats: 2 }],
  ])('is what there is, or what fits', (entitlement, wish) => {
    expect(firstWish(entitlement, plans)).toEqual(wish)
  })
})
