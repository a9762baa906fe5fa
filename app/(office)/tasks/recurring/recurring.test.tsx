// @vitest-environment happy-dom
import { fireEvent, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { exampleMadeTask, exampleSchedule, exampleTemplate } from '#lib/wire/examples/recurring.ts'
import type { Schedule } from '#lib/wire/template.ts'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { inOffice } from '#tests/support/office.tsx'
import { shown } from '#tests/support/page.tsx'
import { RecurringPage } from './recurring-page.tsx'

tellStreamByHand()
const answers = vi.fn<(path: string, method: string, body: unknown) => unknown>()
beforeEach(() => {
  answers.mockReset()
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    const body = init?.body ? JSON.parse(String(init.body)) : undefined
    const answer = answers(path.replace('/api/v1', ''), init?.method ?? 'GET', body)
    if (answer instanceof Response) return answer
    return Response.json(answer ?? { items: [], nextCursor: null })
  })
})

function page(schedules: Schedule[] = [exampleSchedule], templates = [exampleTemplate]) {
  const found = shown(inOffice(<RecurringPage initial={{ templates, schedules }} />))
  const choose = (menu: string, item: string) => {
    fireEvent.click(found.getByRole('button', { name: menu }))
    fireEvent.click(found.getByRole('menuitem', { name: item }))
  }
  return { ...found, choose }
}

describe('recurring tasks', () => {
  it('say what comes when, and next', () => {
    const { getByText } = page()
    expect(getByText('Weekly report')).toBeTruthy()
    expect(getByText('Every Monday at 09:00', { exact: false })).toBeTruthy()
    expect(getByText(/9 Nov/)).toBeTruthy()
  })

  it('say why one could not be made', () => {
    const failure = { code: 'limit', text: 'There are too many tasks.', action: 'Close some.' }
    const { getByRole } = page([{ ...exampleSchedule, failure }])
    expect(getByRole('alert').textContent).toContain('There are too many tasks. Close some.')
  })

  it('say what to do when there is none', () => {
    const { getByRole } = page([], [])
    fireEvent.click(getByRole('button', { name: 'Make the first template' }))
    expect(getByRole('dialog', { name: 'New template' })).toBeTruthy()
  })

  it('pause and go on', async () => {
    const { choose } = page()
    choose('More for Every Monday at 09:00', 'Pause')
    await waitFor(() =>
      expect(answers).toHaveBeenCalledWith(`/schedules/${exampleSchedule.id}`, 'PATCH', { enabled: false }),
    )
  })

  it('become a task at a press', async () => {
    answers.mockReturnValue(exampleMadeTask)
    const { getByRole } = page()
    fireEvent.click(getByRole('button', { name: 'Make a task now' }))
    await waitFor(() =>
      expect(answers).toHaveBeenCalledWith(`/templates/${exampleTemplate.id}/tasks`, 'POST', undefined),
    )
  })

  it('take a time as it is chosen, and say at the field what is wrong with it', async () => {
    const fields = { cron: 'More often than every 5 minutes' }
    answers.mockReturnValue(Response.json({ code: 'invalid', detail: 'No.', fields }, { status: 422 }))
    const { choose, getByRole, findByText } = page()
    choose('More for Weekly report', 'Add a time …')
    fireEvent.click(getByRole('button', { name: 'Save' }))
    await findByText('More often than every 5 minutes')
    expect(answers).toHaveBeenCalledWith(
      '/schedules',
      'POST',
      expect.objectContaining({ templateId: exampleTemplate.id, cron: '0 9 * * 1-5', whenMissed: 'once' }),
    )
  })

  it('are asked about before they are deleted', async () => {
    const { choose, getByRole } = page()
    choose('More for Weekly report', 'Delete …')
    expect(answers).not.toHaveBeenCalled()
    answers.mockImplementation((_, method) =>
      method === 'DELETE' ? new Response(null, { status: 204 }) : undefined,
    )
    fireEvent.click(getByRole('button', { name: 'Delete the template' }))
    await waitFor(() =>
      expect(answers).toHaveBeenCalledWith(`/templates/${exampleTemplate.id}`, 'DELETE', undefined),
    )
  })

  it('follow what somebody else changes', async () => {
    answers.mockImplementation((path) => ({
      items: path.startsWith('/templates') ? [{ ...exampleTemplate, name: 'Renamed' }] : [],
      nextCursor: null,
    }))
    const { findByText } = page()
    tell({ event: 'template', data: { id: exampleTemplate.id } })
    await findByText('Renamed')
  })
})
