// @vitest-environment happy-dom
import { fireEvent, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice } from '#tests/support/office.tsx'
import { router, sent, shown } from '#tests/support/page.tsx'
import { adaId, aUsage, figuresOf, graceId, someAllowances } from './_testing/usage.ts'
import { UsagePage } from './usage-page.tsx'

const changeAllowance = vi.hoisted(() => vi.fn())
vi.mock('../_actions/change-allowance.ts', () => ({ changeAllowance }))
// It needs a browser that measures: tests/e2e/usage.e2e.test.ts looks at it.
vi.mock('./_chart/bar-drawing.tsx', () => ({ BarDrawing: () => null }))
tellStreamByHand()

const page = (usage = aUsage(), allowances = someAllowances()) =>
  inOffice(<UsagePage today="2026-11-21" query={{ range: 'month' }} usage={usage} allowances={allowances} />)

describe('the month', () => {
  it('says what is spent of what there is, and what it may come to', () => {
    const { words } = sent(page())
    expect(words).toContain('November 2026 $3.50 spent of $48.00')
    expect(words).toContain('All that your plan includes for a month.')
    expect(words).toContain('Forecast about $17.40')
  })

  it('says what is held back, what is one’s own limit, and what is used up', () => {
    const own = sent(page(aUsage(), someAllowances({ capMicros: 3_500_000, reservedMicros: 250_000 })))
    expect(own.words).toContain('Used up: no model call is made until it is raised.')
    expect(own.words).toContain('$0.25 held for calls under way. Your own limit; there could be $48.00.')
  })

  it.each([
    ['month', 'until the next month, or until a seat more or a larger plan brings more.'],
    ['always', 'until a plan is paid.'],
  ] as const)('where all that is included (%s) is used up waits for what brings more', (counts, words) => {
    const spent = { counts, spentMicros: 48_000_000 }
    expect(sent(page(aUsage(), someAllowances(spent))).words).toContain(
      `Used up: no model call is made ${words}`,
    )
  })

  it('on trial is the whole trial, whatever the month', () => {
    const { words } = sent(page(aUsage(), someAllowances({ counts: 'always' })))
    expect(words).toContain('Until the first payment $3.50 spent of $48.00')
    expect(words).toContain('One sum for all of that time, not for a month.')
    expect(words).toContain('neither does the company’s before its first payment')
    expect(words).not.toContain('November 2026 $3.50')
  })

  it('on trial has left what earlier months did not use', () => {
    const warned = (company: Parameters<typeof someAllowances>[0]) =>
      sent(page(aUsage(), someAllowances(company))).words.includes('At this pace the allowance is used up on')
    expect(warned({ capMicros: 60_000_000, ceilingMicros: 60_000_000, spentMicros: 55_000_000 })).toBe(false)
    expect(
      warned({
        counts: 'always',
        capMicros: 60_000_000,
        ceilingMicros: 60_000_000,
        spentMicros: 55_000_000,
      }),
    ).toBe(true)
  })

  it('shows whose allowance is nearest to its end first, with what is held back', () => {
    const { words } = sent(page())
    expect(words).toMatch(
      /Grace \$3\.50 of \$4\.00, \$0\.10 held for calls under way.*Ada \$3\.50 of \$24\.00/,
    )
  })

  it('shows five employees, and the others to who asks', () => {
    const { company, employees, tasks } = someAllowances()
    const crowd = Array.from({ length: 8 }, (_, at) => ({
      ...employees[0],
      id: `e${at}`,
      name: `Clone ${at}`,
    }))
    const many = { company, tasks, employees: crowd as typeof employees }
    const { getByRole, getAllByRole, root } = shown(page(aUsage(), many))
    const shownNames = () => root.querySelectorAll('a[href^="/employees/e"]').length
    expect(shownNames()).toBe(5)
    fireEvent.click(getByRole('button', { name: 'Show all 8' }))
    expect(shownNames()).toBe(8)
    expect(getAllByRole('button', { name: /^Change the allowance of Clone/ })).toHaveLength(8)
  })
})

describe('a cap', () => {
  const open = (name: string, allowances = someAllowances()) => {
    const found = shown(page(aUsage(), allowances))
    fireEvent.click(found.getByRole('button', { name: `Change the allowance of ${name}` }))
    const box = () => found.getByRole('textbox', { name: /^Allowance of/ })
    const type = (value: string) => fireEvent.change(box(), { target: { value } })
    const save = () => fireEvent.click(found.getByRole('button', { name: 'Save' }))
    return { ...found, box, type, save }
  }

  it('is set where it stands, and what holds then is read', async () => {
    changeAllowance.mockResolvedValueOnce({ ok: true, value: undefined })
    const { box, type, save, queryByRole } = open('Grace')
    expect(box()).toHaveProperty('value', '4')
    type('12,50')
    save()
    await waitFor(() => expect(queryByRole('textbox')).toBeNull())
    expect(changeAllowance).toHaveBeenCalledWith('employee', graceId, 12_500_000)
    expect(router.refresh).toHaveBeenCalled()
  })

  it('that is no amount is not sent', () => {
    const { type, save, getByText } = open('Ada')
    type('lots')
    save()
    expect(getByText('Enter an amount such as 20 or 12.50')).toBeTruthy()
    expect(changeAllowance).not.toHaveBeenCalled()
  })

  it('of the company is at most what the plan includes', () => {
    const { type, save, getByText } = open('the company')
    type('48.01')
    save()
    expect(getByText(/^Your plan includes \$48\.00/)).toBeTruthy()
    expect(changeAllowance).not.toHaveBeenCalled()
  })

  it('of the company may be all of it again by one press', async () => {
    changeAllowance.mockResolvedValueOnce({ ok: true, value: undefined })
    const { getByRole, queryByRole } = open('the company', someAllowances({ capMicros: 5_000_000 }))
    fireEvent.click(getByRole('button', { name: 'All that the plan includes, $48.00' }))
    await waitFor(() => expect(queryByRole('textbox')).toBeNull())
    expect(changeAllowance).toHaveBeenCalledWith('company', expect.any(String), 48_000_000)
  })

  it('that is refused keeps what was typed and says why', async () => {
    changeAllowance.mockResolvedValueOnce({ ok: false, code: 'limit_reached', detail: 'Not so much.' })
    const { box, type, save, findByText } = open('Ada')
    type('99')
    save()
    expect(await findByText('Not so much.')).toBeTruthy()
    expect(box()).toHaveProperty('value', '99')
  })

  it('says so when nothing answers', async () => {
    changeAllowance.mockRejectedValueOnce(new Error('gone'))
    const { save, findByText } = open('Ada')
    save()
    expect(await findByText(/What you entered is still here/)).toBeTruthy()
  })

  it('is left as it was by Escape, with the focus back where it was', () => {
    const { box, getByRole, queryByRole } = open('Ada')
    fireEvent.keyDown(box(), { key: 'Escape' })
    expect(queryByRole('textbox')).toBeNull()
    expect(document.activeElement).toBe(getByRole('button', { name: 'Change the allowance of Ada' }))
  })
})

describe('the days', () => {
  it('before the first call ever lead to somebody', () => {
    const { words, getByRole } = sent(page(aUsage({ firstCallAt: null })))
    expect(words).toContain('Nothing is used yet.')
    expect(getByRole('link', { name: 'Talk to somebody' })).toHaveProperty(
      'href',
      expect.stringContaining('/employees'),
    )
    expect(words).not.toContain('Export CSV')
  })

  it('on which nothing was used say so, and can be changed', () => {
    const { words, getByRole } = sent(page(aUsage({ total: figuresOf(0, { calls: 0 }), days: [] })))
    expect(words).toContain('Nobody asked a model for anything in these days.')
    expect(getByRole('link', { name: 'Last month' })).toBeTruthy()
  })

  it('say what they are days of', () => {
    expect(sent(page()).words).toContain('$3.50 in 4 calls 1 Nov to 3 Nov 2026, days of UTC.')
  })

  it('mark what the practice model answered', () => {
    const some = aUsage({
      total: figuresOf(3_500_000, { calls: 4, practiceCalls: 1, practiceMicros: 90_000 }),
    })
    expect(sent(page(some)).words).toContain('$0.09 of it in one call of the practice model')
    const all = aUsage({ total: figuresOf(3_500_000, { calls: 4, practiceCalls: 4 }) })
    expect(sent(page(all)).words).toContain('All of it was answered by the practice model')
  })

  it('can be read as a table, dearest split first', () => {
    const { getByRole, getAllByRole } = shown(page())
    fireEvent.click(getByRole('button', { name: 'Table' }))
    const [table] = getAllByRole('table')
    expect([...(table?.querySelectorAll('thead th') ?? [])].map((cell) => cell.textContent)).toEqual([
      'Day',
      'Together',
      'Ada',
      'Planning and checks',
    ])
    expect(table?.querySelectorAll('tbody tr')).toHaveLength(2)
    expect(table?.textContent).toContain('Sunday, 1 November 2026')
  })

  it('are exported as they are shown', () => {
    expect(sent(page()).getByRole('link', { name: 'Export CSV' }).getAttribute('href')).toBe(
      '/api/v1/usage/csv?range=month',
    )
  })
})

describe('the tables', () => {
  it('lead to employees and tasks, and name who has left', () => {
    const employees = [
      { employeeId: adaId, name: 'Ada', hasLeft: false, ...figuresOf(3_000_000) },
      { employeeId: graceId, name: 'Grace', hasLeft: true, ...figuresOf(10) },
      { employeeId: null, name: '', hasLeft: false, ...figuresOf(500_000) },
    ]
    const { getByRole, getAllByRole } = sent(page(aUsage({ employees })))
    const rows = getAllByRole('row').map((row) => row.textContent)
    expect(rows).toContainEqual(expect.stringMatching(/^Ada.*\$3\.0086 %$/))
    expect(rows).toContainEqual(expect.stringMatching(/^Grace has left.*under \$0\.01< 1 %$/))
    expect(rows).toContainEqual(expect.stringMatching(/^Planning and checks/))
    expect(getByRole('link', { name: /^#12/ }).getAttribute('href')).toMatch(/^\/tasks\//)
  })

  it('say when there are more tasks than they name', () => {
    expect(sent(page(aUsage({ taskCount: 312 }))).words).toContain('The 50 dearest of 312.')
  })
})

/** A page is read anew this long after the first of what happens. */
const gapMs = 4_000

describe('while people look', () => {
  it('what a finished run cost is read, once for many, and a cap that somebody else sets', () => {
    vi.useFakeTimers()
    shown(page())
    for (let at = 0; at < 5; at++) tell({ event: 'run', data: { taskId: adaId } }, String(at))
    tell({ event: 'worker', data: { id: adaId } }, '9')
    expect(router.refresh).not.toHaveBeenCalled()
    vi.advanceTimersByTime(gapMs)
    expect(router.refresh).toHaveBeenCalledTimes(1)
    tell({ event: 'employee', data: anEmployee() }, '10')
    vi.advanceTimersByTime(gapMs)
    expect(router.refresh).toHaveBeenCalledTimes(2)
    vi.useRealTimers()
  })

  it('a tab that nobody looks at is read anew when somebody does', () => {
    vi.useFakeTimers()
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    router.refresh.mockClear()
    shown(page())
    tell({ event: 'run', data: { taskId: adaId } }, '1')
    vi.advanceTimersByTime(gapMs)
    expect(router.refresh).not.toHaveBeenCalled()
    visibility.mockReturnValue('visible')
    fireEvent(document, new Event('visibilitychange'))
    fireEvent(document, new Event('visibilitychange'))
    expect(router.refresh).toHaveBeenCalledTimes(1)
    visibility.mockRestore()
    vi.useRealTimers()
  })
})
