// @vitest-environment happy-dom
// What a company's standing says to the people in it: on every page, at closed doors, at the foot of the rail.
import { act } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { exampleMe } from '#lib/wire/examples.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice } from '#tests/support/office.tsx'
import { router, sent, shown } from '#tests/support/page.tsx'
import { ClosedDoor } from './closed-door.tsx'
import { anyOf, counted } from './counted.ts'
import { dayInWords } from './day-in-words.ts'
import type { Door } from './door-words.ts'
import { FreeViews } from './free-views.tsx'
import { centsInWords } from './money-words.ts'
import { PlanNote } from './plan-note.tsx'
import { RestingNote } from './resting-note.tsx'
import { StandingNotice } from './standing-notice.tsx'
import type { CompanyStanding } from './standing-words.ts'

tellStreamByHand()
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-02T09:00:00.000Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

const days = (count: number) =>
  new Date(Date.parse('2026-11-02T09:00:00.000Z') + count * 86_400_000).toISOString()

const entitled = (facts: Partial<Entitlement>): Entitlement => ({
  ...exampleMe.entitlement,
  endsAt: null,
  removalAt: null,
  ...facts,
})
const over = (standing: Entitlement['standing'], facts: Partial<Entitlement> = {}) =>
  entitled({ standing, mayRun: false, endsAt: days(-1), removalAt: days(6), ...facts })

const standings = {
  looking: entitled({ standing: 'looking', planKey: null, endsAt: days(5) }),
  looked: over('looked', { planKey: null }),
  trial: entitled({ endsAt: days(5), removalAt: days(12) }),
  lastDays: entitled({ endsAt: days(1.5), removalAt: days(8) }),
  trialOver: over('trial_over'),
  paying: entitled({ standing: 'paying' }),
  cancelled: entitled({ standing: 'paying', endsAt: days(20) }),
  pastDue: entitled({ standing: 'past_due', endsAt: days(14) }),
  stopped: over('stopped'),
  removed: over('stopped', { removalAt: days(-1) }),
  emptied: over('stopped', { removalAt: days(-1), employees: 0 }),
  suspended: over('suspended', { removalAt: null }),
}
type Case = keyof typeof standings

function notice(which: Case, standing: Partial<CompanyStanding> = {}, role: 'owner' | 'member' = 'owner') {
  const given = { entitlement: standings[which], ...standing }
  const page = sent(inOffice(<StandingNotice />, { role, standing: given }))
  const link = page.queryByRole('link')
  return link ? `${page.words} > ${link.getAttribute('href')}` : page.words
}

describe('the notice on every page', () => {
  it.each<[Case, string]>([
    ['looking', ''],
    ['trial', ''],
    ['paying', ''],
    [
      'looked',
      'You have looked around. Employees rest until a plan is chosen. What was said and made is kept. Choose a plan > /billing',
    ],
    [
      'lastDays',
      '2 days of trial left. The trial of Studio ends on 3 November 2026. Then employees stop unless a plan is paid; nothing is charged by itself. Go on after it > /billing',
    ],
    [
      'trialOver',
      'The trial is over. Employees rest. Their homes are kept until 8 November 2026 and removed then, unless a plan is paid. Bring everybody back > /billing',
    ],
    [
      'cancelled',
      'Studio ends on 22 November 2026. It was cancelled. Until then everything works; after it employees stop and their homes are kept for 30 days. Keep it > /billing',
    ],
    [
      'stopped',
      'No plan is paid. Employees rest. Their homes are kept until 8 November 2026 and removed then, unless a plan is paid. Bring everybody back > /billing',
    ],
    [
      'removed',
      'No plan is paid. Employees rest. Their homes were kept until 1 November 2026. Bring everybody back > /billing',
    ],
    [
      'emptied',
      'No plan is paid. Nobody works here now. Chats and tasks are kept, and with a paid plan you can hire again. Choose a plan > /billing',
    ],
    [
      'suspended',
      'This company is suspended. Employees rest and nothing is removed. Whoever runs this installation can say why, and lift it.',
    ],
  ])('%s: %s', (which, words) => {
    expect(notice(which)).toBe(words)
  })

  it.each(['pastDue', 'stopped'] as const)('leads straight to the open invoice (%s)', (which) => {
    const words = notice(which, { openInvoiceUrl: 'https://invoice.stripe.com/i/1' })
    expect(words).toMatch(/Pay the open invoice > https:\/\/invoice\.stripe\.com\/i\/1$/)
  })

  it('says until when a late payment changes nothing', () => {
    expect(notice('pastDue')).toMatch(
      /^The last payment failed\. Employees go on working until 16 November 2026\./,
    )
  })

  it('tells a member who can pay, instead of a link', () => {
    const words = notice('stopped', { payers: ['Maria', 'Tom'] }, 'member')
    expect(words).toMatch(/Maria or Tom can choose and pay\.$/)
  })

  it('is read anew when money changed something', () => {
    shown(inOffice(<StandingNotice />, { standing: { entitlement: standings.pastDue } }))
    tell({ event: 'billing', data: {} })
    expect(router.refresh).toHaveBeenCalledOnce()
  })

  it('is read anew at the moment the trial ends, of which nobody tells', () => {
    const entitlement = entitled({ endsAt: days(0.5) })
    shown(inOffice(<StandingNotice />, { standing: { entitlement } }))
    act(() => vi.advanceTimersByTime(43_200_000 - 1))
    expect(router.refresh).not.toHaveBeenCalled()
    act(() => vi.advanceTimersByTime(2_000))
    expect(router.refresh).toHaveBeenCalledOnce()
  })
})

describe('the days that are left', () => {
  it.each([
    [7 + 1 / 86_400, '7 days of trial left'],
    [1 / 86_400, '1 day of trial left'],
  ])('of %d days are: %s', (left, words) => {
    const standing = { entitlement: entitled({ endsAt: days(left) }) }
    expect(sent(inOffice(<PlanNote />, { standing })).words).toBe(`Studio ${words}`)
  })
})

describe('the foot of the rail', () => {
  it.each<[Case, string]>([
    ['looking', 'No plan yet'],
    ['trial', 'Studio 5 days of trial left'],
    ['lastDays', 'Studio 2 days of trial left'],
    ['trialOver', 'Studio The trial is over'],
    ['paying', ''],
    ['cancelled', 'Studio until 22 November 2026'],
    ['pastDue', 'Studio A payment failed'],
    ['stopped', 'No plan is paid'],
    ['suspended', 'Suspended'],
  ])('%s: %s', (which, words) => {
    const standing = { entitlement: standings[which] }
    expect(sent(inOffice(<PlanNote />, { standing })).words).toBe(words)
  })
})

describe('a closed door', () => {
  const door = (which: Case, what: Door, role: 'owner' | 'member' = 'owner') => {
    const standing = { entitlement: standings[which], payers: ['Maria'] }
    return sent(inOffice(<ClosedDoor door={what} name="Ada" />, { role, standing })).words
  }

  it.each<[Case, Door, string]>([
    ['looking', 'tasks', 'Tasks begin with a plan. While you look around there is the chat.'],
    ['looking', 'desktop', 'Ada’s desktop opens with a plan. While you look around there is the chat.'],
    ['looked', 'tasks', 'Tasks rest until a plan is chosen. A plan starts with 7 free days, without a card.'],
    [
      'trialOver',
      'desktop',
      'Ada rests until a plan is paid. Employees rest. Their homes are kept until 8 November',
    ],
    ['suspended', 'desktop', 'This company is suspended. Employees rest and nothing is removed.'],
  ])('%s, %s: %s', (which, what, words) => {
    expect(door(which, what).startsWith(words)).toBe(true)
  })

  it('is none while a plan is paid', () => {
    for (const what of ['chat', 'desktop', 'tasks'] as const) expect(door('paying', what)).toBe('')
    expect(door('looking', 'chat')).toBe('')
  })

  it('tells a member whom to ask', () => {
    expect(door('stopped', 'desktop', 'member')).toMatch(/Maria can choose and pay\.$/)
    expect(door('stopped', 'desktop')).toMatch(/Bring everybody back$/)
  })

  it('in the chat leaves the conversation and stands where one would write', () => {
    const standing = { entitlement: standings.trialOver }
    const { words, getByRole } = sent(inOffice(<RestingNote employee={anEmployee()} />, { standing }))
    expect(words).toMatch(/^Ada rests until a plan is paid\. Employees rest\./)
    expect(getByRole('link', { name: 'Bring everybody back' }).getAttribute('href')).toBe('/billing')
  })
})

describe('somebody without a seat, while others work', () => {
  const note = (standing: Partial<CompanyStanding>, role: 'owner' | 'member' = 'owner') => {
    const ada = anEmployee({ lifecycle: 'paused', desk: { isSeatless: true } })
    return sent(
      inOffice(<RestingNote employee={ada} />, {
        role,
        standing: { entitlement: standings.paying, ...standing },
      }),
    )
  }

  it('rests, and the way out stands where one would write', () => {
    const { words, getByRole } = note({})
    expect(words).toMatch(/^Ada rests without a seat\. More work here than seats are paid for/)
    expect(words).toContain('Ada goes on as soon as a seat is added or somebody is let go.')
    expect(getByRole('link', { name: 'Add a seat' }).getAttribute('href')).toBe('/billing')
  })

  it('tells a member whom to ask', () => {
    const { words, queryByRole } = note({ payers: ['Maria'] }, 'member')
    expect(words).toMatch(/Maria can add one\.$/)
    expect(queryByRole('link')).toBeNull()
  })

  it('rests for want of a plan first', () => {
    expect(note({ entitlement: standings.stopped }).words).toMatch(/^Ada rests until a plan is paid\./)
  })
})

describe('the free views of the chat', () => {
  it.each([
    [2, 'owner', '2 of 3 free views left. Choose a plan'],
    [0, 'owner', 'This is the last free view of the chat. Choose a plan'],
    [1, 'member', '1 of 3 free views left. Maria can choose and pay.'],
  ] as const)('%d left, for an %s: %s', (left, role, words) => {
    const standing = { payers: ['Maria'] }
    expect(sent(inOffice(<FreeViews left={left} />, { role, standing })).words).toBe(words)
  })
})

describe('words', () => {
  it('count days in UTC', () => {
    expect(dayInWords('2026-11-28T23:59:59.000Z')).toBe('28 November 2026')
  })

  it('say cents only where there are some', () => {
    expect([4900, 1250, 0, 790000].map((cents) => centsInWords(cents))).toEqual([
      '$49',
      '$12.50',
      '$0',
      '$7,900',
    ])
  })

  it('count and name', () => {
    expect([counted(1, 'seat'), counted(2, 'seat')]).toEqual(['1 seat', '2 seats'])
    expect([anyOf([]), anyOf(['A']), anyOf(['A', 'B', 'C'])]).toEqual(['An owner', 'A', 'A, B or C'])
  })
})
