// @vitest-environment happy-dom
// The question an employee's request for a site becomes, where one sees them work.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Toaster } from '#app/_ui/toast.tsx'
import type { SiteList } from '#lib/wire/site.ts'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice } from '#tests/support/office.tsx'
import { shown } from '#tests/support/page.tsx'
import { WebSection } from '../settings/_web/web-section.tsx'
import { SiteNotice } from './site-notice.tsx'
import { hopelessInWords, originInWords, siteInWords, timesInWords } from './site-words.ts'

const now = Date.parse('2026-11-02T09:20:00.000Z')
tellStreamByHand()
beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

type Request = SiteList['requests'][number]
const asked = (host: string, facts: Partial<Request> = {}): Request => ({
  host,
  port: 443,
  why: 'not_allowed',
  times: 1,
  firstAt: '2026-11-02T09:18:00.000Z',
  lastAt: '2026-11-02T09:18:00.000Z',
  ...facts,
})
const ada = anEmployee()

async function notice(requests: Request[], employee = ada) {
  let present = requests
  const posted: unknown[] = []
  const fetch = vi.fn(async (_path: string, { method = 'GET', body }: RequestInit = {}) => {
    if (method === 'POST') {
      const decision = JSON.parse(String(body))
      posted.push(decision)
      present = present.filter(({ host }) => host !== decision.site)
    }
    return Response.json({ rules: [], requests: present })
  })
  vi.stubGlobal('fetch', fetch)
  const node = (
    <>
      <SiteNotice employee={employee} />
      <Toaster />
    </>
  )
  const page = shown(inOffice(node, { employees: [employee] }))
  await act(async () => void (await new Promise((resolve) => setTimeout(resolve, 20))))
  return { ...page, fetch, posted, ask: (next: Request[]) => (present = next) }
}

describe('a request for a site', () => {
  it('is a question that one answers where one is', async () => {
    const page = await notice([asked('example.org')])
    expect(page.words()).toContain('Ada asked for example.org, which is not allowed yet.')
    await act(async () => fireEvent.click(page.getByRole('button', { name: 'Allow for Ada' })))
    expect(page.posted).toEqual([{ site: 'example.org', decision: 'allow', scope: 'employee' }])
    expect(await page.findByText('example.org is open for Ada now.')).toBeTruthy()
    expect(page.words()).not.toContain('asked for')
  })

  it('can be refused for good, or left for later', async () => {
    const page = await notice([asked('example.org'), asked('other.example')])
    expect(page.getByRole('link', { name: 'One more site' }).getAttribute('href')).toBe(
      `/employees/${ada.id}/settings#web`,
    )
    await act(async () => fireEvent.click(page.getByRole('button', { name: 'Keep refusing' })))
    expect(page.posted).toEqual([{ site: 'example.org', decision: 'refuse', scope: 'employee' }])
    expect(page.words()).toContain('Ada asked for other.example')
    fireEvent.click(page.getByRole('button', { name: 'Not now' }))
    expect(page.words()).not.toContain('asked for')
    expect(page.posted).toHaveLength(1)
  })

  it('shows up by itself, and again when it is asked again', async () => {
    const page = await notice([])
    page.ask([asked('example.org')])
    tell({ event: 'site', data: { employeeId: ada.id } })
    expect(await page.findByText('example.org')).toBeTruthy()
    fireEvent.click(page.getByRole('button', { name: 'Not now' }))
    page.ask([asked('example.org', { times: 2 })])
    tell({ event: 'site', data: { employeeId: ada.id } })
    expect(await page.findByText('example.org')).toBeTruthy()
  })

  it('stays answered when an older look at the sites arrives late', async () => {
    const page = await notice([asked('example.org')])
    vi.useFakeTimers({ now })
    const later = () => act(() => vi.advanceTimersByTimeAsync(1000))
    const slow = Promise.withResolvers<Response>()
    page.fetch.mockReturnValueOnce(slow.promise)
    tell({ event: 'site', data: { employeeId: ada.id } })
    await later()
    page.ask([asked('newer.example')])
    tell({ event: 'site', data: { employeeId: ada.id } })
    await later()
    slow.resolve(Response.json({ rules: [], requests: [asked('example.org')] }))
    await later()
    expect(page.words()).toContain('Ada asked for newer.example')
  })

  it('is looked for again when it could not be read', async () => {
    const page = await notice([])
    page.fetch.mockResolvedValueOnce(Response.json({}, { status: 503 }))
    page.ask([asked('example.org')])
    tell({ event: 'site', data: { employeeId: ada.id } })
    expect(await page.findByText('example.org', {}, { timeout: 5000 })).toBeTruthy()
  })

  it('made while the page travelled is read by the page, too', async () => {
    const requests = [asked('example.org')]
    vi.stubGlobal('fetch', async () => Response.json({ rules: [], requests }))
    const page = shown(inOffice(null, { employees: [ada] }))
    tell({ event: 'site', data: { employeeId: ada.id } })
    page.again(
      inOffice(<WebSection initial={ada} initialSites={{ rules: [], requests: [] }} />, { employees: [ada] }),
    )
    expect(await page.findByText('example.org')).toBeTruthy()
  })

  it.each([
    ['is old', asked('example.org', { lastAt: '2026-11-02T09:00:00.000Z' })],
    ['leads inside', asked('router.example', { why: 'private_address' })],
    ['Chromium makes by itself', asked('update.googleapis.com')],
    ['leads nowhere', asked('nowhere.example', { why: 'no_such_host' })],
  ])('that %s asks nobody', async (_, request) => {
    expect((await notice([request])).queryByRole('button')).toBeNull()
  })

  it('of a colleague, or of a desk that nobody keeps from the web, is not looked for', async () => {
    const page = await notice([])
    tell({ event: 'site', data: { employeeId: '00000000-0000-4000-8000-000000000099' } })
    await act(async () => void (await new Promise((resolve) => setTimeout(resolve, 300))))
    expect(page.fetch).toHaveBeenCalledTimes(1)
    const plain = await notice([asked('example.org')], anEmployee({ desk: { hasDesktop: false } }))
    await waitFor(() => expect(plain.fetch).not.toHaveBeenCalled())
  })
})

describe('sites in words', () => {
  it.each([
    ['example.org', 'example.org'],
    ['*.example.org', 'example.org and all below it'],
    ['*', 'Every public site'],
  ])('%s is %s', (site, words) => expect(siteInWords(site)).toBe(words))

  const rule = { id: 'r', site: 'example.org', decision: 'allow', counts: true, decidedAt: null } as const
  it.each([
    ['role', null, 'Comes with the role'],
    ['company', 'Mira', 'For everyone, by Mira'],
    ['employee', 'Mira', 'For Ada, by Mira'],
    ['employee', null, 'For Ada'],
  ] as const)('a rule of the %s by %s: %s', (scope, decidedBy, words) => {
    expect(originInWords({ ...rule, scope, decidedBy }, 'Ada')).toBe(words)
  })

  it.each([
    [1, 'once'],
    [2, 'twice'],
    [1200, '1,200 times'],
  ])('%d is %s', (times, words) => expect(timesInWords(times)).toBe(words))

  it('says why allowing would not help, and only then', () => {
    expect(hopelessInWords('not_allowed')).toBeUndefined()
    for (const why of ['private_address', 'no_such_host', 'bad_request'] as const) {
      expect(hopelessInWords(why)).toMatch(/\.$/)
    }
  })
})
