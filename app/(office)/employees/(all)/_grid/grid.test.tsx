// @vitest-environment happy-dom
import { act, fireEvent, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Glance } from '#lib/chat/list-glances.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { exampleEmployee, exampleMe, exampleMessage } from '#lib/wire/examples.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice, maria, several } from '#tests/support/office.tsx'
import { sent, shown } from '#tests/support/page.tsx'
import { EmployeeCard } from './employee-card.tsx'
import { EmployeeGrid } from './employee-grid.tsx'
import { HireCard } from './hire-card.tsx'

const steer = vi.hoisted(() => vi.fn())
vi.mock('../../../_actions/steer.ts', () => ({ steer }))

const now = Date.parse('2026-11-02T09:20:00.000Z')
tellStreamByHand()
beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

type Line = NonNullable<Glance['lastLine']>
const spoken: Line = { author: 'employee', userId: null, authorName: 'Ada', text: 'Two meetings today.' }
const glance = (lastLine: Line | null = spoken, isAnswering = false): Glance => ({
  employeeId: exampleEmployee.id,
  isAnswering,
  task: null,
  lastLine,
})

function card(employee: Employee, seen?: Glance, role: 'owner' | 'member' = 'owner') {
  return shown(
    inOffice(<EmployeeCard employee={employee} glance={seen} roleName="Executive assistant" />, { role }),
  )
}

describe('the card of a desk', () => {
  it('says who sits there, as what, how it is and what was said last', () => {
    const { words, getByRole } = card(anEmployee(), glance())
    expect(words()).toBe('Ada Executive assistant Ready Two meetings today.7 min ago')
    expect(getByRole('link', { name: 'Ada' }).getAttribute('href')).toBe(
      `/employees/${exampleEmployee.id}/chat`,
    )
    expect(getByRole('heading', { level: 2, name: 'Ada' })).toBeTruthy()
  })

  it.each([
    ['asleep', {}, 'Asleep', 'off'],
    [
      'starting',
      { phase: 'starting_gateway', phaseStartedAt: '2026-11-02T09:19:56.000Z' },
      /^Starting.+4 s$/,
      'warming',
    ],
    ['ready', {}, 'Ready', 'lit'],
    ['needs_attention', {}, 'Needs attention', 'red'],
    ['paused', {}, 'Paused', 'cool'],
    ['leaving', {}, 'Leaving', 'off'],
  ] as const)('of one who is %s shows it in words and by the lamp', (lifecycle, desk, words, lamp) => {
    const { root } = card(anEmployee({ lifecycle, desk }))
    const state = root.querySelector('[data-lamp]')
    expect(state?.getAttribute('data-lamp')).toBe(lamp)
    expect(state?.getAttribute('aria-hidden')).toBe('true')
    expect(state?.parentElement?.textContent).toMatch(words)
  })

  it('says that somebody works while they answer', () => {
    const { root } = card(anEmployee(), glance(spoken, true))
    expect(root.querySelector('[data-lamp]')?.getAttribute('data-lamp')).toBe('breathing')
    expect(root.textContent).toContain('Working')
  })

  it('says how long somebody can be taken back', () => {
    const leaving = anEmployee({ lifecycle: 'leaving', homeKeptUntil: '2026-11-04T14:20:00.000Z' })
    expect(card(leaving).getByText('2 days 5 h left')).toBeTruthy()
    expect(
      card({ ...leaving, homeKeptUntil: new Date(now).toISOString() }).getByText('the home is being cleared'),
    ).toBeTruthy()
  })

  it.each([
    [0, null],
    [1, '1 new'],
    [99, '99 new'],
    [100, '99+ new'],
  ])('with %d unread shows: %s', (unread, words) => {
    const { queryByText } = card(anEmployee({ unread }))
    if (words) expect(queryByText(words)).toBeTruthy()
    else expect(queryByText(/new/)).toBeNull()
  })

  it.each([
    ['the employee', spoken, 'Two meetings today.'],
    ['me', { ...spoken, author: 'member', userId: maria, text: 'Hi' }, 'You: Hi'],
    [
      'a colleague',
      { ...spoken, author: 'member', userId: 'x', authorName: 'Jonas', text: 'Hi' },
      'Jonas: Hi',
    ],
    [
      'somebody gone',
      { ...spoken, author: 'member', userId: 'x', authorName: '', text: 'Hi' },
      'A colleague: Hi',
    ],
    ['nobody', null, 'Nothing was said yet.'],
  ] as const)('tells what %s said last', (_, line, words) => {
    expect(card(anEmployee({ activeAt: null }), glance(line)).getByText(words)).toBeTruthy()
  })
})

describe('a desk that needs a person', () => {
  const error = { code: 'no_room', text: 'The host has no room left.', action: 'Pause another desk.' }
  const stuck = anEmployee({ lifecycle: 'needs_attention', desk: { error } })

  it('says what happened and what to do', () => {
    expect(card(stuck, glance()).words()).toContain(
      'The host has no room left. Pause another desk. Try again',
    )
  })

  it('has words even when the reason is unknown', () => {
    const unknown = anEmployee({ lifecycle: 'needs_attention' })
    expect(card(unknown).words()).toContain('The desk stopped and did not come back.')
  })

  it('is started again by anybody', async () => {
    steer.mockResolvedValueOnce({ ok: true, value: anEmployee({ lifecycle: 'starting' }) })
    const { getByRole } = card(stuck, undefined, 'member')
    fireEvent.click(getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(getByRole('button').getAttribute('aria-busy')).toBeNull())
    expect(steer).toHaveBeenCalledExactlyOnceWith(exampleEmployee.id, 'start')
  })
})

describe('somebody who leaves', () => {
  const leaving = anEmployee({ lifecycle: 'leaving' })

  it('is taken back by a manager', async () => {
    steer.mockResolvedValueOnce({ ok: true, value: anEmployee() })
    const { getByRole } = card(leaving)
    fireEvent.click(getByRole('button', { name: 'Take back' }))
    await waitFor(() => expect(steer).toHaveBeenCalledExactlyOnceWith(exampleEmployee.id, 'takeBack'))
  })

  it('is not taken back by a member', () => {
    expect(card(leaving, undefined, 'member').queryByRole('button')).toBeNull()
  })
})

describe('the next free desk', () => {
  const link = (facts: Partial<Entitlement>) => {
    const entitlement: Entitlement = { ...exampleMe.entitlement, ...facts }
    const { getByRole } = sent(inOffice(<HireCard />, { standing: { entitlement } }))
    const element = getByRole('link')
    return `${element.textContent} > ${element.getAttribute('href')}`
  }

  it.each<[Partial<Entitlement>, string]>([
    [{ maxEmployees: 5, employees: 1 }, 'Hire again4 desks are free > /onboarding?new'],
    [{ maxEmployees: 5, employees: 4 }, 'Hire againOne desk is free > /onboarding?new'],
    [
      { standing: 'looking', planKey: null, maxEmployees: 1, employees: 1 },
      'Hire againChoose a plan for more than one > /onboarding/plan',
    ],
    [
      { standing: 'paying', maxEmployees: 3, employees: 3 },
      'Hire againA further seat is $49 each month > /onboarding?new',
    ],
    [
      { standing: 'paying', maxEmployees: 5, employees: 5 },
      'All desks are takenChoose a larger plan for more > /billing',
    ],
    [
      { standing: 'past_due', maxEmployees: 2, employees: 2 },
      'All desks are takenPay the open invoice for more > /billing',
    ],
    [{ maxEmployees: 3, employees: 3 }, 'All desks are takenChoose a larger plan for more > /billing'],
    [
      { standing: 'trial_over', mayRun: false },
      'Nobody can be hired nowA plan has to be paid first > /billing',
    ],
    [
      { standing: 'looked', mayRun: false },
      'Nobody can be hired nowA plan has to be chosen first > /billing',
    ],
    [{ standing: 'suspended', mayRun: false }, 'Nobody can be hired nowThe company is suspended > /billing'],
  ])('with %j is: %s', (entitlement, words) => {
    expect(link(entitlement)).toBe(words)
  })
})

describe('a desk while no plan is paid', () => {
  const standing = {
    entitlement: { ...exampleMe.entitlement, standing: 'stopped', mayRun: false },
  } as const
  const resting = (lifecycle: Employee['lifecycle']) => {
    const ada = anEmployee({ lifecycle })
    return shown(
      inOffice(<EmployeeCard employee={ada} glance={glance()} roleName="Executive assistant" />, {
        standing,
      }),
    )
  }

  it.each(['asleep', 'paused', 'ready', 'needs_attention'] as const)(
    'promises nothing it does not keep (%s)',
    (lifecycle) => {
      const { root, words, queryByRole } = resting(lifecycle)
      expect(root.querySelector('[data-lamp]')?.getAttribute('data-lamp')).toBe('off')
      expect(words()).toContain('Resting until a plan is paid Two meetings today.')
      expect(queryByRole('button')).toBeNull()
    },
  )

  it('still says that somebody leaves', () => {
    expect(resting('leaving').words()).toContain('Leaving')
  })
})

describe('a desk without a seat, while others work', () => {
  const seatless = (lifecycle: Employee['lifecycle'], role: 'owner' | 'member' = 'owner') => {
    const ada = anEmployee({ lifecycle, desk: { isSeatless: true } })
    return shown(
      inOffice(<EmployeeCard employee={ada} glance={glance()} roleName="Executive assistant" />, { role }),
    )
  }

  it.each(['asleep', 'paused', 'needs_attention'] as const)('says so, and what helps (%s)', (lifecycle) => {
    const { root, words, getByRole, queryByRole } = seatless(lifecycle)
    expect(root.querySelector('[data-lamp]')?.getAttribute('data-lamp')).toBe('off')
    expect(words()).toContain('Resting without a seat')
    expect(getByRole('link', { name: 'Add a seat' }).getAttribute('href')).toBe('/billing')
    expect(queryByRole('button')).toBeNull()
  })

  it('offers nothing to who may not pay', () => {
    const { words, queryByRole } = seatless('paused', 'member')
    expect(words()).toContain('Resting without a seat')
    expect(queryByRole('link', { name: 'Add a seat' })).toBeNull()
  })
})

describe('the office as a whole', () => {
  const names = { 'executive-assistant': 'Executive assistant' }
  const grid = (given: Parameters<typeof inOffice>[1]) =>
    shown(inOffice(<EmployeeGrid roleNames={names} />, given))
  const cards = (page: ReturnType<typeof grid>) =>
    page.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)

  it('invites a manager to hire the first employee', () => {
    const { words, getByRole } = grid({})
    expect(words()).toContain(
      'No lamp is on yet. Hire the first employee; the desk is ready in less than a minute.',
    )
    expect(getByRole('link', { name: 'Hire your first employee' }).getAttribute('href')).toBe(
      '/onboarding?new',
    )
    expect(getByRole('heading', { level: 1, name: 'Employees' })).toBeTruthy()
  })

  it('invites nobody to hire while no plan is paid', () => {
    const entitlement = {
      ...exampleMe.entitlement,
      standing: 'stopped',
      mayRun: false,
      employees: 0,
    } as const
    const { words, getAllByRole } = grid({ standing: { entitlement } })
    expect(words()).toContain('No lamp is on. Nobody works here now. Chats and tasks are kept')
    expect(getAllByRole('link').map((link) => link.textContent)).toEqual(['Choose a plan'])
  })

  it('tells a member who can hire', () => {
    const { words, queryByRole } = grid({ role: 'member' })
    expect(words()).toContain('An owner or an admin of your company can hire the first employee.')
    expect(queryByRole('link')).toBeNull()
  })

  it.each([
    [1, null, 'One desk'],
    [3, null, '3 desks'],
    [3, 'more', 'The first 3'],
  ])('of %d (further page: %s) is counted: %s', (count, nextCursor, words) => {
    const employees = several('Ada', 'Grace', 'Mary').slice(0, count)
    expect(grid({ employees, nextCursor }).getByText(words)).toBeTruthy()
  })

  it('lets managers hire, and members not', () => {
    expect(grid({ employees: several('Ada') }).getByRole('link', { name: 'Hire' })).toBeTruthy()
  })

  it('shows members no way to hire', () => {
    const { queryByRole } = grid({ employees: several('Ada'), role: 'member' })
    expect(queryByRole('link', { name: /hire/i })).toBeNull()
  })

  it('can be searched once it is large', () => {
    expect(grid({ employees: several('A', 'B', 'C', 'D', 'E', 'F') }).queryByRole('searchbox')).toBeNull()
  })

  it('shows who is looked for, and says when that is nobody', () => {
    const page = grid({ employees: several('Ada', 'Grace', 'Mary', 'Jean', 'Joan', 'Kay', 'Zoë') })
    const search = page.getByRole('searchbox', { name: 'Search employees' })
    fireEvent.change(search, { target: { value: 'zoe' } })
    expect(cards(page)).toEqual(['Zoë'])
    expect(page.queryByRole('link', { name: /Hire again/ })).toBeNull()
    fireEvent.change(search, { target: { value: ' nobody ' } })
    expect(page.getByText('Nobody here matches “nobody”.').getAttribute('role')).toBe('status')
    fireEvent.change(search, { target: { value: '' } })
    expect(cards(page)).toHaveLength(7)
  })

  it('follows what happens', () => {
    const [ada] = several('Ada')
    if (!ada) throw new Error('Nobody is there')
    const page = grid({ employees: [ada] })
    tell({ event: 'employee', data: { ...ada, lifecycle: 'paused' } })
    expect(page.words()).toContain('Paused')
    tell({ event: 'message', data: { ...exampleMessage, employeeId: ada.id, text: 'Good morning' } })
    expect(page.words()).toContain('API: Good morning')
    tell({ event: 'employee', data: { ...ada, leftAt: ada.hiredAt } })
    expect(page.words()).toContain('No lamp is on yet.')
  })

  it('shows the next page of a very large office on request', async () => {
    const fetch = vi.fn(async (_path: string) =>
      Response.json({ items: several('A', 'Grace').slice(1), nextCursor: null }),
    )
    vi.stubGlobal('fetch', fetch)
    const page = grid({ employees: several('Ada'), nextCursor: 'c&1' })
    await act(async () => fireEvent.click(page.getByRole('button', { name: 'Show more' })))
    expect(fetch.mock.calls[0]?.[0]).toBe('/api/v1/employees?cursor=c%261&limit=100')
    await waitFor(() => expect(cards(page)).toEqual(['Ada', 'Grace']))
    expect(page.queryByRole('button', { name: 'Show more' })).toBeNull()
  })
})
