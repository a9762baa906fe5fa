// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { MemberRole } from '#lib/access/caller.ts'
import { exampleMe } from '#lib/wire/examples.ts'
import { tellStreamByHand } from '#tests/support/live.ts'
import { inOffice } from '#tests/support/office.tsx'
import { shown } from '#tests/support/page.tsx'
import type { CompanyStanding } from '../_billing/standing-words.ts'
import { GoOn } from './go-on.tsx'

tellStreamByHand()

const done = async () => ({ ok: true as const, value: null })

type Given = { raiseByMicros?: number | null; isCompanys?: boolean; standing?: Partial<CompanyStanding> }

function stopped(role: MemberRole, given: Given = {}) {
  const { raiseByMicros = 5_000_000, isCompanys = false, standing = {} } = given
  const fetch = vi.fn(async (_address: string, _options?: RequestInit) => new Response(null, { status: 204 }))
  vi.stubGlobal('fetch', fetch)
  const goOn = vi.fn(done)
  const stop = vi.fn(done)
  const about = { questionId: 'q' }
  const page = shown(
    inOffice(<GoOn {...{ raiseByMicros, isCompanys, goOn, stop, about }} />, { role, standing }),
  )
  return { ...page, goOn, stop, fetch }
}
const press = (button: HTMLElement) => act(async () => fireEvent.click(button))

describe('work that was stopped for what it costs', () => {
  it('goes on after an owner raised it by what is offered', async () => {
    const { getByRole, goOn } = stopped('owner')
    await press(getByRole('button', { name: 'Raise by $5 and continue' }))
    expect(goOn).toHaveBeenCalledExactlyOnceWith(5_000_000)
  })

  it('or by another sum', async () => {
    const { getByRole, getByLabelText, goOn } = stopped('admin')
    fireEvent.change(getByLabelText('Raise by, in US dollars'), { target: { value: '12.50' } })
    await press(getByRole('button', { name: 'Raise by $12.50 and continue' }))
    expect(goOn).toHaveBeenCalledExactlyOnceWith(12_500_000)
  })

  it('is not raised by nothing', () => {
    const { getByRole, getByLabelText } = stopped('owner')
    fireEvent.change(getByLabelText('Raise by, in US dollars'), { target: { value: '' } })
    expect(getByRole('button', { name: /^Raise by/ })).toHaveProperty('disabled', true)
  })

  it('has its owners asked by whoever may not raise it', async () => {
    const { getByRole, queryByRole, fetch, getByText } = stopped('member')
    expect(queryByRole('button', { name: /^Raise by/ })).toBeNull()
    await press(getByRole('button', { name: 'Ask an owner' }))
    expect(fetch.mock.calls[0]?.[0]).toBe('/api/v1/questions/ask-owners')
    expect(fetch.mock.calls[0]?.[1]?.body).toBe('{"questionId":"q"}')
    expect(getByText('Owners and admins are told.')).toBeTruthy()
  })

  it('goes on without a sum where a breaker stopped it, and can be stopped by anybody', async () => {
    const { getByRole, goOn, stop } = stopped('owner', { raiseByMicros: null })
    await press(getByRole('button', { name: 'Go on' }))
    expect(goOn).toHaveBeenCalledExactlyOnceWith(0)
    await press(getByRole('button', { name: 'Stop' }))
    expect(stop).toHaveBeenCalledOnce()
  })

  const full = { raiseByMicros: null, isCompanys: true }

  it('is led to what brings more where the plan leaves nothing to raise, and may try whether it goes on by now', async () => {
    const { getByRole, queryByRole, queryByLabelText, words, goOn } = stopped('owner', full)
    expect(queryByRole('button', { name: /^Raise by/ })).toBeNull()
    expect(queryByLabelText('Raise by, in US dollars')).toBeNull()
    expect(getByRole('link', { name: 'Choose a larger plan' }).getAttribute('href')).toBe('/billing')
    expect(words()).toContain('Studio includes no more model use this month: a larger plan')
    await press(getByRole('button', { name: 'Go on' }))
    expect(goOn).toHaveBeenCalledExactlyOnceWith(0)
  })

  it.each([
    ['trial', 'See the plans', 'begins with its first payment'],
    ['looking', 'Choose a plan', 'Looking around includes no more'],
    ['past_due', 'See the bill', 'once the open invoice is paid'],
  ] as const)('while the company is %s: “%s”', (standing, label, words) => {
    const entitlement = { ...exampleMe.entitlement, standing }
    const page = stopped('owner', { ...full, standing: { entitlement } })
    expect(page.getByRole('link', { name: label })).toBeTruthy()
    expect(page.words()).toContain(words)
  })

  it('waits for the next month where there is no larger plan and no more seat', () => {
    const largest = { planKey: 'company' as const, maxEmployees: 25, standing: 'paying' as const }
    const page = stopped('owner', {
      ...full,
      standing: { entitlement: { ...exampleMe.entitlement, ...largest } },
    })
    expect(page.queryByRole('link')).toBeNull()
    expect(page.words()).toContain('the next one begins anew')
  })

  it('has its owners asked there, too, by whoever may not pay', () => {
    const { getByRole, queryByRole } = stopped('member', full)
    expect(queryByRole('link')).toBeNull()
    expect(getByRole('button', { name: 'Ask an owner' })).toBeTruthy()
  })
})
