// @vitest-environment happy-dom
import { act, fireEvent, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { Notification } from '#lib/wire/notification.ts'
import { goLive, tell, tellStreamByHand } from '#tests/support/live.ts'
import { inOffice } from '#tests/support/office.tsx'
import { shown } from '#tests/support/page.tsx'
import { NeedsProvider } from './needs-provider.tsx'
import { mayPutAway, needHref, needText } from './needs-words.ts'
import { NeedsYou } from './needs-you.tsx'

tellStreamByHand()

const task = '00000000-0000-4000-8000-000000000512'
const need = (kind: Notification['kind'], facts: Partial<Notification> = {}): Notification => ({
  id: `need-${kind}`,
  kind,
  taskId: task,
  taskNumber: 12,
  questionId: kind === 'question' ? 'q' : null,
  commentId: null,
  scheduleId: null,
  employeeId: null,
  text: 'Which colour?',
  createdAt: '2026-11-02T08:55:00.000Z',
  ...facts,
})

function bell(items: Notification[], answers: Record<string, unknown> = {}) {
  const fetch = vi.fn(async (address: string, options: RequestInit = {}) => {
    const path = address.replace('/api/v1', '').split('?')[0] ?? ''
    const answer = answers[`${options.method ?? 'GET'} ${path}`]
    return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer)
  })
  vi.stubGlobal('fetch', fetch)
  const page = shown(
    inOffice(
      <NeedsProvider initial={{ items, nextCursor: null }}>
        <NeedsYou />
      </NeedsProvider>,
    ),
  )
  goLive()
  const asked = () => fetch.mock.calls.map(([address, options]) => `${options?.method ?? 'GET'} ${address}`)
  return { ...page, asked, open: () => fireEvent.click(page.getByRole('button', { name: /^Needs you/ })) }
}

describe('what needs a person', () => {
  it.each([
    ['question', `/tasks/${task}#questions`],
    ['review', `/tasks/${task}#review`],
    ['plan', `/tasks/${task}#plan`],
    ['failed', `/tasks/${task}`],
    ['mention', `/tasks/${task}#activity`],
  ] as const)('%s leads to %s', (kind, href) => {
    expect(needHref(need(kind))).toBe(href)
  })

  it('of no task leads to what recurs', () => {
    expect(needHref(need('schedule', { taskId: null }))).toBe('/tasks/recurring')
  })

  it('is put away only where nothing is asked for', () => {
    expect(
      (['question', 'review', 'plan', 'failed', 'mention', 'schedule', 'allowance'] as const).filter(
        mayPutAway,
      ),
    ).toEqual(['failed', 'mention', 'schedule', 'allowance'])
  })

  it('does not say its kind twice', () => {
    expect(needText({ text: 'Ready for your review: The page' })).toBe('The page')
  })
})

describe('the bell', () => {
  it('says when nothing waits', () => {
    const { getByRole, getByText, open } = bell([])
    expect(getByRole('button', { name: 'Needs you: nothing' })).toBeTruthy()
    open()
    expect(getByText(/Nothing waits for you/)).toBeTruthy()
  })

  it('counts, and lists what to do', () => {
    const { getByRole, getAllByRole, open } = bell([need('review'), need('plan')])
    expect(getByRole('button', { name: 'Needs you: 2' })).toBeTruthy()
    open()
    expect(getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      `/tasks/${task}#review`,
      `/tasks/${task}#plan`,
    ])
  })

  it('takes the answer to a question in place', async () => {
    const question = { id: 'q', text: 'Which colour?', options: ['Amber', 'Green'] }
    const { getByRole, findByRole, asked, open } = bell([need('question')], {
      'GET /questions': { items: [question] },
      'POST /questions/q/answer': question,
    })
    open()
    fireEvent.click(getByRole('button', { name: 'Answer' }))
    const option = await findByRole('button', { name: 'Green' })
    await act(async () => fireEvent.click(option))
    expect(asked()).toContain('POST /api/v1/questions/q/answer')
  })

  it('puts away what was only told', async () => {
    const { getByRole, asked, open } = bell([need('failed')])
    open()
    await act(async () => fireEvent.click(getByRole('button', { name: 'Put away' })))
    expect(asked()).toContain('POST /api/v1/notifications/need-failed/settle')
    expect(getByRole('button', { name: 'Needs you: nothing', hidden: true })).toBeTruthy()
  })

  it('follows what happens', async () => {
    const { getByRole } = bell([], { 'GET /notifications': { items: [need('plan')], nextCursor: null } })
    tell({ event: 'notification', data: { id: 'need-plan' } })
    await waitFor(() => expect(getByRole('button', { name: 'Needs you: 1' })).toBeTruthy())
  })
})
