// @vitest-environment happy-dom
// What stands around every page of the office: the rail, the bar at the top, and what one has to know.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { exampleMe, exampleMessage } from '#lib/wire/examples.ts'
import { breakOff, goLive, tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice, several } from '#tests/support/office.tsx'
import { router, sent, shown } from '#tests/support/page.tsx'
import { AccountMenu } from './account-menu.tsx'
import { DeskState } from './desk-state.tsx'
import { Notices } from './notices.tsx'
import { Rail } from './rail.tsx'
import { TopBar } from './top-bar.tsx'

const switchCompany = vi.hoisted(() => vi.fn())
vi.mock('../../(auth)/_actions/switch-company.ts', () => ({ switchCompany }))
const signOut = vi.hoisted(() => vi.fn())
const signOutEverywhere = vi.hoisted(() => vi.fn())
vi.mock('../../(auth)/_actions/sign-out.ts', () => ({ signOut, signOutEverywhere }))

tellStreamByHand()
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-02T09:00:00.000Z'), shouldAdvanceTime: true })
})
afterEach(() => {
  vi.useRealTimers()
})

const { company } = exampleMe
const here = [{ id: company.id, name: company.name }]
const elsewhere = [...here, { id: 'other', name: 'Other Works' }]

describe('the rail', () => {
  const rail = (given: Parameters<typeof inOffice>[1] = {}, path = '/employees', companies = here) =>
    shown(inOffice(<Rail companies={companies} />, given), { path })

  it('leads to everybody at their desks and to the settings', () => {
    const { getByRole, getAllByRole } = rail({ employees: several('Ada', 'Grace') })
    expect(getByRole('navigation', { name: 'Office' })).toBeTruthy()
    expect(getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/employees',
      '/employees',
      '/employees/00000000-0000-4000-8000-000000000110/chat',
      '/employees/00000000-0000-4000-8000-000000000111/chat',
      '/onboarding?new',
      '/tasks',
      '/usage',
      '/settings',
    ])
  })

  it.each([
    ['asleep', false, 'Asleep'],
    ['starting', false, 'Starting'],
    ['ready', false, 'Ready'],
    ['ready', true, 'Working'],
    ['paused', false, 'Paused'],
    ['needs_attention', false, 'Needs attention'],
  ] as const)('says of one who is %s (working: %s): %s', (lifecycle, isWorking, words) => {
    const ada = anEmployee({ lifecycle })
    const { getByRole } = rail({
      employees: [ada],
      glances: [{ employeeId: ada.id, isAnswering: isWorking, task: null, lastLine: null }],
    })
    expect(getByRole('img', { name: words })).toBeTruthy()
    expect(getByRole('link', { name: `Ada ${words}` })).toBeTruthy()
  })

  it('has no place for one who is leaving', () => {
    const { queryByText } = rail({ employees: [anEmployee({ lifecycle: 'leaving' })] })
    expect(queryByText('Ada')).toBeNull()
  })

  it.each([
    [0, null],
    [3, '3 unread'],
    [120, '99+ unread'],
  ])('counts %d unread as %s', (unread, words) => {
    const { queryByText, root } = rail({ employees: [anEmployee({ unread })] })
    if (words) expect(root.textContent).toContain(words)
    else expect(queryByText(/unread/)).toBeNull()
  })

  it('counts nothing unread in the chat one is in', () => {
    const ada = anEmployee({ unread: 3 })
    expect(rail({ employees: [ada] }, `/employees/${ada.id}/chat`).root.textContent).not.toContain('unread')
  })

  it.each([
    ['/employees', 'Employees'],
    ['/settings/members', 'Settings'],
    ['/billing', 'Settings'],
    ['/employees/00000000-0000-4000-8000-000000000110/settings', 'Ada Ready'],
  ])('at %s points out: %s', (path, name) => {
    const { getAllByRole } = rail({ employees: several('Ada', 'Grace') }, path)
    const current = getAllByRole('link').filter((link) => link.getAttribute('aria-current') === 'page')
    expect(current).toEqual(getAllByRole('link', { name }))
  })

  it('offers hiring to managers only', () => {
    expect(rail({ role: 'admin' }).getByRole('link', { name: 'Hire' })).toBeTruthy()
  })

  it('offers no hiring to members', () => {
    expect(rail({ role: 'member' }).queryByRole('link', { name: 'Hire' })).toBeNull()
  })

  it('leads to those it has no room for', () => {
    expect(rail({ nextCursor: 'more' }).getByRole('link', { name: 'Show everybody' })).toBeTruthy()
  })

  it('names the one company there is', () => {
    const { getByText, queryByRole } = rail()
    expect(getByText('Lovelace Works')).toBeTruthy()
    expect(queryByRole('button')).toBeNull()
  })

  it('lets somebody of several companies go to another', async () => {
    switchCompany.mockResolvedValue({ ok: true, value: undefined })
    const { getByRole, getAllByRole } = rail({}, '/employees', elsewhere)
    fireEvent.click(getByRole('button', { name: 'Company: Lovelace Works' }))
    expect(getAllByRole('menuitem').map((item) => item.textContent)).toEqual([
      'Lovelace Works',
      'Other Works',
    ])
    fireEvent.click(getByRole('menuitem', { name: 'Lovelace Works' }))
    expect(switchCompany).not.toHaveBeenCalled()
    fireEvent.click(getByRole('button', { name: 'Company: Lovelace Works' }))
    fireEvent.click(getByRole('menuitem', { name: 'Other Works' }))
    await waitFor(() => expect(switchCompany).toHaveBeenCalledExactlyOnceWith('other'))
  })
})

describe('the bar at the top', () => {
  const bar = (given: Parameters<typeof inOffice>[1]) => shown(inOffice(<TopBar companies={here} />, given))

  it('says nothing when nobody needs a person', () => {
    expect(bar({ employees: several('Ada') }).queryByText(/need/)).toBeNull()
  })

  it('leads to the one who does', () => {
    const ada = anEmployee({ lifecycle: 'needs_attention' })
    const link = bar({ employees: [ada, ...several('Grace')] }).getByRole('link', { name: 'Ada needs you' })
    expect(link.getAttribute('href')).toBe(`/employees/${ada.id}/chat`)
  })

  it('counts several, and leads to all', () => {
    const employees = several('Ada', 'Grace').map((one) => ({
      ...one,
      lifecycle: 'needs_attention' as const,
    }))
    const link = bar({ employees }).getByRole('link', { name: '2 need you' })
    expect(link.getAttribute('href')).toBe('/employees')
  })

  it('opens the rail on small screens', async () => {
    const { getByRole, queryByRole } = bar({ employees: several('Ada') })
    fireEvent.click(getByRole('button', { name: 'Open the menu' }))
    expect(getByRole('dialog', { name: 'Menu' }).textContent).toContain('Ada')
    fireEvent.click(getByRole('button', { name: 'Close the menu' }))
    await waitFor(() => expect(queryByRole('dialog')).toBeNull())
  })
})

describe('the account', () => {
  const account = () => {
    const page = shown(inOffice(<AccountMenu />))
    fireEvent.click(page.getByRole('button', { name: 'Account' }))
    return page
  }

  it('says who is signed in, and offers the theme', () => {
    const { getByText, getByRole } = account()
    expect(getByText('maria@example.com')).toBeTruthy()
    expect(getByRole('group', { name: 'Theme' })).toBeTruthy()
  })

  it.each([
    ['Sign out', signOut],
    ['Sign out on every device', signOutEverywhere],
  ])('%s', async (name, action) => {
    const { getByRole } = account()
    await act(async () => fireEvent.click(getByRole('button', { name })))
    expect(action).toHaveBeenCalledOnce()
  })
})

describe('what one has to know on every page', () => {
  it('is that answers are practice', () => {
    expect(sent(<Notices model="practice" />).getByRole('note').textContent).toMatch(
      /^Practice model\. Answers are scripted/,
    )
  })

  it.each(['real', 'unknown'] as const)('is nothing with a model that is %s', (model) => {
    expect(sent(<Notices model={model} />).words).toBe('')
  })

  it('is that the page may be behind, after a moment, and only as long', async () => {
    const { root } = shown(inOffice(<Notices model="real" />))
    goLive()
    breakOff()
    await act(() => vi.advanceTimersByTimeAsync(1500))
    expect(root.textContent).toBe('')
    await act(() => vi.advanceTimersByTimeAsync(1000))
    expect(root.textContent).toMatch(/^Connecting again\. What you see may be older\./)
    goLive()
    expect(root.textContent).toBe('')
  })

  it('is that one is offline', async () => {
    const { root } = shown(inOffice(<Notices model="real" />))
    fireEvent(window, new Event('offline'))
    await act(() => vi.advanceTimersByTimeAsync(2500))
    expect(root.textContent).toMatch(/^You are offline\..*nothing you send is lost\.$/)
  })
})

describe('the state of a desk', () => {
  it.each([
    ['waiting_for_host', 'Finding a free place'],
    ['installing_openclaw', 'Installing OpenClaw on this machine'],
    ['preparing_desk', 'Furnishing the desk'],
    ['starting_gateway', 'Starting the gateway'],
    ['waiting_to_retry', 'Waiting to try again'],
    ['something_new', 'Finding a free place'],
  ])('while it starts (%s) names the step: %s', (phase, words) => {
    const starting = anEmployee({
      lifecycle: 'starting',
      desk: { phase, phaseStartedAt: '2026-11-02T08:59:51.000Z' },
    })
    expect(sent(inOffice(<DeskState employee={starting} isWorking={false} />)).words).toBe(
      `Starting${words}9 s`,
    )
  })

  it('names no step of a desk that runs', () => {
    expect(sent(inOffice(<DeskState employee={anEmployee()} isWorking />)).words).toBe('Working')
  })
})

describe('what the office knows', () => {
  const rail = <Rail companies={here} />

  it('is read anew when the stream cannot tell', () => {
    shown(inOffice(rail))
    tell({ event: 'reset', data: {} })
    tell({ event: 'company', data: {} })
    expect(router.refresh).toHaveBeenCalledTimes(2)
  })

  it('asks once for the unread count after many answers', async () => {
    const ada = anEmployee()
    const fetch = vi.fn(async (_path: string) => Response.json({ ...ada, unread: 4 }))
    vi.stubGlobal('fetch', fetch)
    const { root } = shown(inOffice(rail, { employees: [ada] }))
    const answer = { ...exampleMessage, employeeId: ada.id, author: 'employee', status: 'complete' } as const
    for (let seq = 1; seq < 5; seq++) tell({ event: 'message', data: { ...answer, seq } })
    await act(() => vi.advanceTimersByTimeAsync(500))
    await waitFor(() => expect(root.textContent).toContain('4 unread'))
    expect(fetch.mock.calls).toEqual([[`/api/v1/employees/${ada.id}`]])
  })
})
