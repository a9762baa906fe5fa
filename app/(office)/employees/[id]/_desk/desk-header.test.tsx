// @vitest-environment happy-dom
import { act, fireEvent, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { Lifecycle } from '#lib/wire/employee.ts'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice } from '#tests/support/office.tsx'
import { shown } from '#tests/support/page.tsx'
import { Toaster } from '../../../../_ui/toast.tsx'
import { DeskHeader } from './desk-header.tsx'

const steer = vi.hoisted(() => vi.fn())
vi.mock('../../../_actions/steer.ts', () => ({ steer }))
tellStreamByHand()

function header(lifecycle: Lifecycle, role: 'owner' | 'admin' | 'member' = 'owner', isSeatless = false) {
  const ada = anEmployee({ lifecycle, desk: { isSeatless } })
  const node = (
    <>
      <DeskHeader initial={ada} roleName="Executive assistant" />
      <Toaster />
    </>
  )
  return shown(inOffice(node, { role, employees: [ada] }), { path: `/employees/${ada.id}/chat` })
}

function opened(...given: Parameters<typeof header>) {
  const page = header(...given)
  fireEvent.click(page.getByRole('button', { name: 'What to do with Ada' }))
  return page
}

const items = (page: ReturnType<typeof opened>) =>
  page.queryAllByRole('menuitem').map((item) => item.textContent)

describe('the head of a desk', () => {
  it('says who sits here, as what, and how they are now', () => {
    const { getByRole, getByText, words } = header('ready')
    expect(getByRole('heading', { level: 1, name: 'Ada' })).toBeTruthy()
    expect(getByText('Executive assistant')).toBeTruthy()
    expect(words()).toContain('Ready')
    tell({ event: 'employee', data: anEmployee({ lifecycle: 'paused' }) })
    expect(words()).toContain('Paused')
  })

  it('leads to the pages of the desk', () => {
    const { getByRole } = header('ready')
    expect(getByRole('link', { name: 'Chat' }).getAttribute('aria-current')).toBe('page')
    expect(getByRole('link', { name: 'Settings' }).getAttribute('aria-current')).toBeNull()
  })
})

describe('what can be done with a desk', () => {
  const running = ['Pause', 'Restart', 'Re-provision']

  it.each([
    ['ready', 'owner', [...running, 'Fire']],
    ['ready', 'admin', [...running, 'Fire']],
    ['ready', 'member', running],
    ['starting', 'member', running],
    ['asleep', 'owner', ['Start', 'Re-provision', 'Fire']],
    ['paused', 'member', ['Start', 'Re-provision']],
    ['needs_attention', 'owner', ['Pause', 'Try again', 'Restart', 'Re-provision', 'Fire']],
    ['leaving', 'owner', ['Take back']],
    ['leaving', 'member', []],
  ] as const)('when %s, by an %s: %j', (lifecycle, role, acts) => {
    expect(items(opened(lifecycle, role))).toEqual(acts)
  })

  it.each([
    ['asleep', 'owner', ['Add a seat', 'Pause', 'Fire']],
    ['paused', 'admin', ['Add a seat', 'Fire']],
    ['needs_attention', 'member', ['Pause']],
    ['leaving', 'owner', ['Take back']],
  ] as const)(
    'without a seat when %s, by an %s, nothing that would be refused: %j',
    (lifecycle, role, acts) => {
      const page = opened(lifecycle, role, true)
      expect(items(page)).toEqual(acts)
      const seat = page.queryByRole('menuitem', { name: 'Add a seat' })
      if (seat) expect(seat.getAttribute('href')).toBe('/billing')
    },
  )

  it.each([
    ['paused', 'Start', 'start', 'ready'],
    ['leaving', 'Take back', 'takeBack', 'ready'],
  ] as const)('%s: “%s” needs no question', async (lifecycle, name, verb, after) => {
    steer.mockResolvedValueOnce({ ok: true, value: anEmployee({ lifecycle: after }) })
    const page = opened(lifecycle)
    await act(async () => fireEvent.click(page.getByRole('menuitem', { name })))
    expect(steer).toHaveBeenCalledExactlyOnceWith(anEmployee().id, verb)
    await waitFor(() => expect(page.words()).toContain('Ready'))
  })

  it.each([
    ['Pause', 'pause', 'Pause Ada?', /Files, memory and the conversation are kept/],
    ['Restart', 'restart', 'Restart Ada?', /waiting messages are answered after the start/],
    ['Re-provision', 'provision', 'Re-provision Ada?', /made anew over the same home/],
    ['Fire', 'fire', 'Fire Ada?', /For 3 days you can take Ada back/],
  ])('“%s” asks first and says what is kept', async (name, verb, title, kept) => {
    steer.mockResolvedValueOnce({ ok: true, value: anEmployee() })
    const page = opened('ready')
    fireEvent.click(page.getByRole('menuitem', { name }))
    const question = page.getByRole('alertdialog', { name: title })
    expect(question.textContent).toMatch(kept)
    expect(steer).not.toHaveBeenCalled()
    const confirm = [...question.querySelectorAll('button')].at(-1)
    expect(confirm?.textContent).toBe(name === 'Fire' ? 'Fire Ada' : name)
    if (confirm) await act(async () => fireEvent.click(confirm))
    expect(steer).toHaveBeenCalledExactlyOnceWith(anEmployee().id, verb)
    await waitFor(() => expect(page.queryByRole('alertdialog')).toBeNull())
  })

  it('is left alone when the question is cancelled', async () => {
    const page = opened('ready')
    fireEvent.click(page.getByRole('menuitem', { name: 'Fire' }))
    fireEvent.click(page.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(page.queryByRole('alertdialog')).toBeNull())
    expect(steer).not.toHaveBeenCalled()
  })

  it.each([
    [
      'a refusal',
      { ok: false, detail: 'Ada is leaving. Nothing was changed.' },
      'Ada is leaving. Nothing was changed.',
    ],
    ['no answer', undefined, 'The office did not answer. Nothing was changed; try again.'],
  ])('tells of %s', async (_, outcome, words) => {
    if (outcome) steer.mockResolvedValueOnce(outcome)
    else steer.mockRejectedValueOnce(new Error('offline'))
    const page = opened('paused')
    await act(async () => fireEvent.click(page.getByRole('menuitem', { name: 'Start' })))
    expect(await page.findByText(words)).toBeTruthy()
  })
})
