// @vitest-environment happy-dom
import { fireEvent, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { TaskCard } from '#lib/wire/task.ts'
import { answers, page, page1 } from '#tests/support/tasks-page.tsx'
import { aCard } from '../[id]/_testing/task.ts'

describe('labels', () => {
  const labelled = aCard({ number: 3, title: 'Another', labels: ['web', 'shop'] })

  it('are put on and taken off in the menu of a card, which stays open', async () => {
    const { menu, findByRole, getByRole } = page([page1, labelled])
    answers.mockImplementation((_, method, body) => method === 'PATCH' && { ...page1, ...Object(body) })
    menu(1)
    fireEvent.click(getByRole('menuitem', { name: 'Labels' }))
    fireEvent.click(await findByRole('menuitem', { name: 'web' }))
    await waitFor(() =>
      expect(answers).toHaveBeenCalledWith(`/tasks/${page1.id}`, 'PATCH', { labels: ['web'] }),
    )
    expect(getByRole('menuitem', { name: 'shop' })).toBeTruthy()
  })

  it('are typed anew, with those in use offered', async () => {
    const { menu, findByRole, getByRole } = page([page1, labelled])
    menu(1)
    fireEvent.click(getByRole('menuitem', { name: 'Labels' }))
    fireEvent.click(await findByRole('menuitem', { name: 'Edit labels' }))
    const field = getByRole('textbox', { name: /^Labels/ })
    fireEvent.focus(field)
    fireEvent.change(field, { target: { value: 'new one, we' } })
    fireEvent.click(getByRole('button', { name: 'web' }))
    fireEvent.click(getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(answers).toHaveBeenCalledWith(`/tasks/${page1.id}`, 'PATCH', { labels: ['new one', 'web'] }),
    )
  })

  it('are offered while one writes a new task', () => {
    const { key, getByRole, queryByRole } = page([page1, labelled])
    key('c')
    expect(queryByRole('button', { name: 'shop' })).toBeNull()
    fireEvent.focus(getByRole('textbox', { name: /^Labels/ }))
    fireEvent.change(getByRole('textbox', { name: /^Labels/ }), { target: { value: 'sh' } })
    fireEvent.click(getByRole('button', { name: 'shop' }))
    expect(getByRole('textbox', { name: /^Labels/ })).toHaveProperty('value', 'shop, ')
  })
})

describe('what has failed', () => {
  const failure = (number: number, facts: Partial<TaskCard> = {}) =>
    aCard({
      number,
      status: 'failed',
      attempts: 3,
      why: { code: 'failed', text: `Reason ${number}.`, owner: 'you', since: '', action: '' },
      ...facts,
    })

  it('is one press away from its column, with reasons, attempts and parts of others', () => {
    const part = failure(4, { parentId: page1.id })
    const { getByRole, queryByText } = page([page1, failure(3), part], 'open=failed')
    fireEvent.click(getByRole('button', { name: 'Why, as a list' }))
    const list = getByRole('region', { name: 'Failed, 2 tasks' })
    expect(list.textContent).toContain('Reason 3.')
    expect(list.textContent).toContain('Reason 4.')
    expect(list.textContent).toContain('3 of 3 attempts')
    expect(queryByText('Make a page')).toBeNull()
  })

  it('is tried again alone or all together', async () => {
    answers.mockReturnValue({ results: [] })
    const failed = [failure(3), failure(4)]
    const { getByRole } = page(failed, 'view=list&status=failed')
    fireEvent.click(getByRole('button', { name: 'Try all 2 again' }))
    const ids = failed.map(({ id }) => id).toReversed()
    await waitFor(() => expect(answers).toHaveBeenCalledWith('/tasks/bulk', 'POST', { ids, do: 'retry' }))
    await waitFor(() => getByRole('button', { name: 'Try #3 again' }))
    fireEvent.click(getByRole('button', { name: 'Try #3 again' }))
    await waitFor(() =>
      expect(answers).toHaveBeenCalledWith(`/tasks/${failed[0]?.id}/retry`, 'POST', undefined),
    )
  })

  it('is said to be nothing when nothing is', () => {
    const { getByText } = page([page1], 'view=list&status=failed')
    expect(getByText('Nothing has failed.')).toBeTruthy()
  })
})
