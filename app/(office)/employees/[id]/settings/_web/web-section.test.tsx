// @vitest-environment happy-dom
import { act, fireEvent, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SiteList } from '#lib/wire/site.ts'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice } from '#tests/support/office.tsx'
import { shown } from '#tests/support/page.tsx'
import { WebSection } from './web-section.tsx'

tellStreamByHand()
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-02T09:20:00.000Z'), toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const rule = { decision: 'allow', counts: true, decidedAt: '2026-11-02T09:00:00.000Z' } as const
const own = { ...rule, id: 'own', site: '*.example.org', scope: 'employee', decidedBy: 'Mira' } as const
const company = { ...rule, id: 'all', site: 'wiki.example', scope: 'company', decidedBy: 'Maria' } as const
const ofRole = {
  ...rule,
  id: null,
  site: 'github.com',
  scope: 'role',
  decidedBy: null,
  decidedAt: null,
} as const
const asked = {
  host: 'docs.example',
  port: 443,
  why: 'not_allowed',
  times: 3,
  firstAt: '2026-11-02T09:00:00.000Z',
  lastAt: '2026-11-02T09:18:00.000Z',
} as const
const sites: SiteList = { rules: [own, company, ofRole], requests: [asked] }

interface Given {
  list?: SiteList
  role?: 'owner' | 'member'
  employee?: ReturnType<typeof anEmployee>
  answer?: Response
}

function section({ list = sites, role = 'owner', employee = anEmployee(), answer }: Given = {}) {
  const calls: string[] = []
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit = {}) => {
    calls.push(
      `${method} ${path.split('/employees/')[1]?.split('/').slice(1).join('/')} ${body ?? ''}`.trim(),
    )
    return answer?.clone() ?? Response.json({ rules: [], requests: [] })
  })
  const page = shown(
    // A page that is new has a list of its own.
    inOffice(<WebSection initial={employee} initialSites={{ ...list }} />, { role, employees: [employee] }),
  )
  const press = (name: string) => act(async () => fireEvent.click(page.getByRole('button', { name })))
  return { ...page, calls, press }
}

describe('what was asked for', () => {
  it('says what, how often and when', () => {
    expect(section().words()).toContain('docs.example Ada asked 3 times, 2 min ago.')
  })

  it.each([
    ['Allow for Ada', { site: 'docs.example', decision: 'allow', scope: 'employee' }],
    ['Allow for everyone', { site: 'docs.example', decision: 'allow', scope: 'company' }],
    ['Keep refusing', { site: 'docs.example', decision: 'refuse', scope: 'employee' }],
  ])('%s', async (name, decision) => {
    const { press, calls, words } = section()
    await press(name)
    expect(calls).toEqual([`POST sites ${JSON.stringify(decision)}`])
    expect(words()).not.toContain('docs.example')
  })

  it('is decided for everyone by managers only', () => {
    expect(section({ role: 'member' }).queryByRole('button', { name: 'Allow for everyone' })).toBeNull()
  })

  it('offers nothing where allowing would not help', () => {
    const list = { rules: [], requests: [{ ...asked, why: 'private_address' as const }] }
    const { words, queryByRole } = section({ list })
    expect(words()).toContain('It leads into a private network, where desks never go.')
    expect(queryByRole('button', { name: 'Allow for Ada' })).toBeNull()
  })
})

describe('what may be opened', () => {
  it('says for whom and by whom', () => {
    const { words } = section()
    expect(words()).toContain('example.org and all below itFor Ada, by Mira')
    expect(words()).toContain('wiki.exampleFor everyone, by Maria')
    expect(words()).toContain('1 site comes with the role')
    expect(words()).toContain('github.comComes with the role')
  })

  it('is taken back', async () => {
    const { press, calls } = section()
    await press('Take back the rule for example.org and all below it')
    expect(calls).toEqual(['DELETE sites/own'])
  })

  it('of the company is taken back by managers only', () => {
    const { queryByRole } = section({ role: 'member' })
    expect(queryByRole('button', { name: 'Take back the rule for wiki.example' })).toBeNull()
    expect(
      queryByRole('button', { name: 'Take back the rule for example.org and all below it' }),
    ).toBeTruthy()
  })

  it('by role is refused, as it cannot be taken back', async () => {
    const { press, calls } = section()
    await press('Refuse github.com')
    expect(calls).toEqual(['POST sites {"site":"github.com","decision":"refuse","scope":"employee"}'])
  })

  it('shows what is overruled and what is refused', () => {
    const refused = { ...own, id: 'no', site: 'github.com', decision: 'refuse' as const }
    const { words } = section({ list: { rules: [refused, { ...ofRole, counts: false }], requests: [] } })
    expect(words()).toContain('github.comFor Ada, by Mira Refused')
    expect(words()).toContain('a closer rule counts')
  })

  it('follows what colleagues decide', async () => {
    const { words } = section({ answer: Response.json({ rules: [company], requests: [] }) })
    tell({ event: 'site', data: { employeeId: null } })
    await waitFor(() => expect(words()).not.toContain('docs.example'))
    expect(words()).toContain('wiki.example')
  })

  it('says when nobody keeps the desk from the web', () => {
    const plain = anEmployee({ desk: { runtime: 'process', hasDesktop: false } })
    expect(section({ employee: plain }).words()).toContain('counts once desks run in Docker')
  })

  it('does not say so of others', () => {
    expect(section().words()).not.toContain('counts once')
  })
})

describe('a site by hand', () => {
  it('is allowed', async () => {
    const { getByRole, press, calls } = section()
    const box = getByRole('textbox', { name: 'Allow a site' })
    fireEvent.change(box, { target: { value: 'https://news.example/today' } })
    await press('Allow')
    expect(calls).toEqual([
      'POST sites {"site":"https://news.example/today","decision":"allow","scope":"employee"}',
    ])
    expect(box).toHaveProperty('value', '')
  })

  it('says at the field what is wrong, and keeps what was typed', async () => {
    const fields = { site: 'A bare address cannot be allowed. Write the name of the site' }
    const answer = Response.json({ code: 'invalid', detail: 'x', fields }, { status: 400 })
    const { getByRole, findByRole, press } = section({ answer })
    fireEvent.change(getByRole('textbox', { name: 'Allow a site' }), { target: { value: '10.0.0.1' } })
    await press('Allow')
    const box = await findByRole('textbox', { name: 'Allow a site', description: fields.site })
    expect(box).toHaveProperty('value', '10.0.0.1')
  })

  it('is not sent while there is none', async () => {
    const { press, calls, words } = section()
    await press('Allow')
    expect(calls).toEqual([])
    expect(words()).toContain('Write a site, such as example.org')
  })
})
