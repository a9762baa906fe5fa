// @vitest-environment happy-dom
import { act, fireEvent, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { TaskCard } from '#lib/wire/task.ts'
import { tell } from '#tests/support/live.ts'
import { maria } from '#tests/support/office.tsx'
import { ada, answers, page, page1, refused } from '#tests/support/tasks-page.tsx'
import { aCard } from '../[id]/_testing/task.ts'

const reviewed = aCard({ number: 2, title: 'Check it', status: 'in_review' })

describe('the board', () => {
  it('has each task in the column of its status, with who does it and why it waits', () => {
    const why = {
      code: 'assignee_busy',
      text: 'Ada is busy with #3.',
      owner: 'employee',
      since: '',
      action: '',
    } as const
    const { titles, column } = page([{ ...page1, assigneeId: ada?.id ?? null, why }, reviewed])
    expect(titles('Ready')).toEqual(['Make a page'])
    expect(titles('Review')).toEqual(['Check it'])
    expect(column('Ready').textContent).toContain('Ada is busy with #3.')
    expect(column('Ready').querySelector('img[alt=Ada]')).toBeTruthy()
  })

  it('lights a lamp only where somebody is truly at it', () => {
    const worker = { id: 'w', name: 'Ada', employeeId: null }
    const silent = {
      code: 'lease_runs_out',
      text: 'Silent.',
      owner: 'worker',
      since: '',
      action: '',
    } as const
    const { root } = page([
      aCard({ number: 1, status: 'running', worker }),
      aCard({ number: 2, status: 'running', worker, why: silent }),
      aCard({ number: 3, status: 'running' }),
    ])
    const lamps = [...root.querySelectorAll('[data-task] [data-lamp]')]
    expect(lamps.map((lamp) => lamp.getAttribute('data-lamp'))).toEqual(['breathing'])
  })

  it('follows what the stream tells, a new task and a moved one', async () => {
    const { titles } = page([page1])
    tell({ event: 'task', data: { ...page1, status: 'running', updatedAt: '2026-11-02T10:00:00.000Z' } })
    tell({ event: 'task', data: aCard({ number: 9, title: 'New one' }) })
    await waitFor(() => expect(titles('Working')).toEqual(['Make a page']))
    expect(titles('Ready')).toEqual(['New one'])
  })

  it('keeps sub-tasks under their parent’s progress', async () => {
    const parent = { ...page1, parts: { total: 2, done: 1, failed: 0 } }
    const part = aCard({ number: 3, title: 'A part', parentId: page1.id, status: 'done' })
    const { queryByRole, getByRole } = page([parent, part])
    expect(queryByRole('link', { name: /A part/ })).toBeNull()
    fireEvent.click(getByRole('button', { name: 'Sub-tasks: 1 of 2 done' }))
    expect(getByRole('link', { name: /A part/ })).toBeTruthy()
    await waitFor(() =>
      expect(answers).toHaveBeenCalledWith(`/tasks?parentId=${page1.id}&limit=100`, 'GET', undefined),
    )
  })

  it('says what to do when there is nothing', () => {
    const { getByText, getByRole } = page([])
    expect(getByText('Nothing is handed out yet.')).toBeTruthy()
    fireEvent.click(getByRole('button', { name: 'Create the first task' }))
    expect(getByRole('dialog', { name: 'New task' })).toBeTruthy()
  })

  it('shows on demand only what I handed out myself', () => {
    const { getByRole, titles } = page([{ ...page1, createdBy: { userId: maria } }, reviewed])
    fireEvent.click(getByRole('button', { name: 'Only mine' }))
    expect(titles('Ready')).toEqual(['Make a page'])
    expect(titles('Review')).toEqual([])
  })

  it('says so when nothing fits, and shows all again', () => {
    const { getByText, getByRole, titles } = page([page1], 'q=elephant')
    expect(getByText('No task matches what you are looking for.')).toBeTruthy()
    fireEvent.click(getByRole('button', { name: 'Show all tasks' }))
    expect(titles('Ready')).toEqual(['Make a page'])
  })
})

describe('moving a card', () => {
  it('shows it there at once, and keeps the focus on it', async () => {
    let answer: (task: TaskCard) => void = () => undefined
    answers.mockReturnValue(
      new Promise((resolve) => {
        answer = resolve
      }),
    )
    const { menu, choose, titles } = page([reviewed])
    menu(2)
    choose(/^Done/)
    await waitFor(() => expect(titles('Done')).toEqual(['Check it']))
    expect(answers).toHaveBeenCalledWith(`/tasks/${reviewed.id}/approve`, 'POST', undefined)
    answer({ ...reviewed, status: 'done', title: 'Checked', updatedAt: '2026-11-02T10:00:00.000Z' })
    await waitFor(() => expect(titles('Done')).toEqual(['Checked']))
  })

  it('takes it back with the words of the refusal', async () => {
    answers.mockReturnValue(refused('Somebody else has it in hand.'))
    const { menu, choose, titles, findByText } = page([reviewed])
    menu(2)
    choose(/^Done/)
    await findByText('That was refused; it is back where it was.')
    expect(titles('Review')).toEqual(['Check it'])
  })

  it('asks before it cancels', async () => {
    answers.mockReturnValue({ ...page1, status: 'cancelled', updatedAt: '2026-11-02T10:00:00.000Z' })
    const { menu, choose, getByRole, titles } = page([page1], 'open=cancelled')
    menu(1)
    choose(/^Cancelled/)
    expect(answers).not.toHaveBeenCalled()
    fireEvent.click(getByRole('button', { name: 'Cancel #1' }))
    await waitFor(() => expect(titles('Cancelled')).toEqual(['Make a page']))
  })

  it('asks what is missing before it sends back', async () => {
    answers.mockReturnValue({ ...reviewed, status: 'ready' })
    const { menu, choose, getByRole, getByLabelText, getByText } = page([reviewed])
    menu(2)
    choose(/^Ready/)
    fireEvent.click(getByRole('button', { name: 'Send back' }))
    expect(getByText('Say in a sentence what is missing.')).toBeTruthy()
    fireEvent.change(getByLabelText('What is missing'), { target: { value: 'The footer' } })
    fireEvent.click(getByRole('button', { name: 'Send back' }))
    await waitFor(() =>
      expect(answers).toHaveBeenCalledWith(`/tasks/${reviewed.id}/send-back`, 'POST', {
        feedback: 'The footer',
      }),
    )
  })
})

describe('the keyboard', () => {
  it('walks from card to card, marks and opens the menu', () => {
    const other = aCard({ number: 3, title: 'Another' })
    const { focus, key, getByText, getByRole, queryByText } = page([page1, other, reviewed])
    focus('Another')
    key('ArrowUp')
    expect(document.activeElement?.textContent).toBe('Make a page')
    key('ArrowRight')
    expect(document.activeElement?.textContent).toBe('Check it')
    key('x')
    expect(getByText('1 selected')).toBeTruthy()
    key('Escape')
    expect(queryByText('1 selected')).toBeNull()
    key('m')
    expect(getByRole('menu', { name: '#2' })).toBeTruthy()
  })

  it('creates with c and searches with /', () => {
    const { key, getByRole, getByLabelText } = page([page1])
    key('/')
    expect(document.activeElement).toBe(getByLabelText('Search tasks'))
    act(() => getByLabelText('Search tasks').blur())
    key('c')
    expect(getByRole('dialog', { name: 'New task' })).toBeTruthy()
  })
})

describe('several at once', () => {
  it('are marked with Shift as far as there, and changed together', async () => {
    const cards = [1, 2, 3].map((number) => aCard({ number, title: `Task ${number}` }))
    const urgent = { priority: 3, updatedAt: '2026-11-02T10:00:00.000Z' }
    answers.mockImplementation(() => ({
      results: cards.map((card) => ({ id: card.id, code: 'done', words: '', task: { ...card, ...urgent } })),
    }))
    const { getByRole, getAllByRole, getByText, choose } = page(cards)
    fireEvent.click(getByRole('checkbox', { name: 'Select #1' }))
    fireEvent.click(getByRole('link', { name: 'Task 3' }), { shiftKey: true })
    expect(getByText('3 selected')).toBeTruthy()
    fireEvent.click(getByRole('button', { name: /^Priority/ }))
    choose(/Urgent/)
    await waitFor(() => expect(getAllByRole('img', { name: 'Urgent priority' })).toHaveLength(3))
    const ids = cards.map(({ id }) => id).toReversed()
    expect(answers.mock.calls).toEqual([['/tasks/bulk', 'POST', { ids, do: 'priority', value: 3 }]])
  })

  it('go back where they were when they are refused, each for itself', async () => {
    const drafts = [1, 2].map((number) => aCard({ number, title: `Task ${number}`, status: 'draft' }))
    const [one, other] = drafts
    const begun = { ...one, status: 'ready', updatedAt: '2026-11-02T10:00:00.000Z' }
    answers.mockReturnValue({
      results: [
        { id: one?.id, code: 'done', words: '', task: begun },
        { id: other?.id, code: 'conflict', words: '#2 is no draft.', task: null },
      ],
    })
    const { getByRole, findByText, titles } = page(drafts)
    fireEvent.click(getByRole('checkbox', { name: 'Select #1' }))
    fireEvent.click(getByRole('checkbox', { name: 'Select #2' }))
    fireEvent.click(getByRole('button', { name: 'Start' }))
    await findByText('What was refused is back where it was.')
    expect(titles('Draft')).toEqual(['Task 2'])
    expect(titles('Ready')).toEqual(['Task 1'])
  })
})

describe('a new task', () => {
  it('is written, refused with words at the field, and kept for another try', async () => {
    const { key, getByRole, getByLabelText, findByText } = page([page1])
    key('c')
    fireEvent.click(getByRole('button', { name: /^Create/ }))
    await findByText('Say in a few words what is to be done.')
    fireEvent.change(getByLabelText('Title'), { target: { value: 'Paint it' } })
    answers.mockReturnValue(refused('There are too many tasks.'))
    fireEvent.click(getByRole('button', { name: /^Create/ }))
    await findByText('There are too many tasks.')
    answers.mockReturnValue(aCard({ number: 7, title: 'Paint it', status: 'planning' }))
    fireEvent.click(getByRole('button', { name: /^Create/ }))
    await findByText('Paint it')
    expect(answers).toHaveBeenLastCalledWith(
      '/tasks',
      'POST',
      expect.objectContaining({ title: 'Paint it', plan: 'auto', draft: false, assigneeId: null }),
    )
  })

  it('is begun in a column by a title and Enter', async () => {
    answers.mockReturnValue(aCard({ number: 7, title: 'Paint it' }))
    const { getByRole, getByLabelText, titles } = page([page1])
    fireEvent.click(getByRole('button', { name: 'New task in Ready' }))
    fireEvent.change(getByLabelText('Title of the new task'), { target: { value: 'Paint it' } })
    fireEvent.keyDown(getByLabelText('Title of the new task'), { key: 'Enter' })
    await waitFor(() => expect(titles('Ready')).toEqual(['Make a page', 'Paint it']))
    expect(answers).toHaveBeenCalledWith('/tasks', 'POST', { title: 'Paint it', plan: 'none' })
  })
})

describe('the list', () => {
  it('shows the same tasks as lines, grouped by status', () => {
    const { getByRole, queryByRole } = page([page1, reviewed], 'view=list')
    expect(getByRole('region', { name: 'Ready, one task' }).textContent).toContain('Make a page')
    expect(queryByRole('region', { name: /^Draft/ })).toBeNull()
  })
})

describe('a thousand tasks', () => {
  it('are drawn only as far as one looks, and one change draws one card', async () => {
    const cards = Array.from({ length: 1000 }, (_, index) =>
      aCard({
        id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        number: index + 1,
        title: `Task ${index}`,
      }),
    )
    const { root } = page(cards)
    expect(root.querySelectorAll('[data-task]').length).toBe(40)
    const before = [...root.querySelectorAll('[data-task]')]
    const changes: Element[] = []
    const watcher = new MutationObserver((records) => {
      for (const { target } of records) {
        const row =
          target instanceof Element
            ? target.closest('[data-task]')
            : target.parentElement?.closest('[data-task]')
        if (row) changes.push(row)
      }
    })
    watcher.observe(root, { subtree: true, childList: true, characterData: true, attributes: true })
    const [first] = cards
    if (first)
      tell({ event: 'task', data: { ...first, title: 'Changed', updatedAt: '2026-11-02T10:00:00.000Z' } })
    await waitFor(() => expect(root.textContent).toContain('Changed'))
    watcher.disconnect()
    expect(new Set(changes)).toEqual(new Set(before.filter((row) => row.textContent?.includes('Changed'))))
  })
})
