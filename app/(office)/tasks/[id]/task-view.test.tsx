// @vitest-environment happy-dom
// The page of a task: what one sees of it, and what one can do with it.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { Toaster } from '#app/_ui/toast.tsx'
import type { Task, TaskCard, TaskFile } from '#lib/wire/task.ts'
import { templateInput } from '#lib/wire/template.ts'
import { goLive, tell, tellStreamByHand } from '#tests/support/live.ts'
import { inOffice, several } from '#tests/support/office.tsx'
import { shown } from '#tests/support/page.tsx'
import { aCard, aFile, aPlan, aRun, aStep, aTask } from './_testing/task.ts'
import { TaskView } from './task-view.tsx'

tellStreamByHand()

const [ada, iris] = several('Ada', 'Iris')
const since = '2026-11-02T08:50:00.000Z'

interface Given {
  task?: Partial<Task>
  parts?: TaskCard[]
  files?: TaskFile[]
}

/** What the server answers by method and path; what is not named is answered with the task itself. */
type Answers = Record<string, (body: unknown) => unknown>

function page({ task, parts = [], files = [] }: Given = {}, answers: Answers = {}) {
  const initial = aTask(task)
  const asked: string[] = []
  const fetch = vi.fn(async (address: string, { method = 'GET', body }: RequestInit = {}) => {
    const path = address.replace('/api/v1', '').split('?')[0] ?? ''
    const given = typeof body === 'string' ? JSON.parse(body) : undefined
    if (method !== 'GET') asked.push(`${method} ${path}${given ? ` ${JSON.stringify(given)}` : ''}`)
    const answer = answers[`${method} ${path}`]
    if (answer) return Response.json(answer(given))
    return Response.json(path.endsWith(initial.id) ? initial : { items: [], lastId: 0, hasMore: false })
  })
  vi.stubGlobal('fetch', fetch)
  const view = shown(
    inOffice(
      <>
        <TaskView
          initialTask={initial}
          initialParts={parts}
          initialComments={[]}
          initialFiles={files}
          initialTimeline={{ items: [], lastId: 0, hasMore: false }}
          whole={null}
          members={[{ userId: 'maria', name: 'Maria' }]}
        />
        <Toaster />
      </>,
      { employees: several('Ada', 'Iris') },
    ),
  )
  goLive()
  return { ...view, asked, initial, path: `/tasks/${initial.id}` }
}

const why = (code: string, text: string, action = '') => ({
  code,
  text,
  owner: 'you' as const,
  since,
  action,
})

describe('why it does not move', () => {
  it('is said once, with whose turn it is and the button that helps', () => {
    const { getByRole, asked, path } = page({
      task: { status: 'failed', failure: null, why: why('failed', 'The desk broke down.') },
    })
    expect(getByRole('region', { name: 'Why this is not moving' }).textContent).toMatch(
      /^The desk broke down\.Waits for you, since/,
    )
    fireEvent.click(getByRole('button', { name: 'Try again' }))
    expect(asked).toEqual([`POST ${path}/retry`])
  })

  it('is not said of a task that moves', () => {
    expect(
      page({ task: { status: 'running' } }).queryByRole('region', { name: 'Why this is not moving' }),
    ).toBeNull()
  })

  it('says what to do where the product cannot do it', () => {
    const { getByText } = page({ task: { why: why('queued', 'Ada takes it next.', 'Look after Ada.') } })
    expect(getByText(/Look after Ada\./)).toBeTruthy()
  })
})

describe('the plan', () => {
  const planned = {
    status: 'planning' as const,
    plan: aPlan({
      steps: [
        aStep({ assigneeId: ada?.id ?? null }),
        aStep({ key: 'look', title: 'Look at it', dependsOn: ['write'], reason: 'Two see more.' }),
      ],
      repairs: ['A step for somebody who left was given to Ada.'],
    }),
  }

  it('is a receipt: who, as what, why, after what, and what it comes to', () => {
    const { getByRole } = page({ task: planned })
    const receipt = getByRole('region', { name: /^Plan/ }).textContent ?? ''
    for (const words of [
      'Ada',
      'writes the page',
      'Two see more.',
      'after step 1',
      '10 min · $0.08',
      'put right',
    ])
      expect(receipt).toContain(words)
  })

  it('is approved by a button, and by the key a', async () => {
    const { getByRole, asked, path } = page({ task: planned })
    fireEvent.click(getByRole('button', { name: 'Approve and begin' }))
    await waitFor(() => expect(asked).toEqual([`POST ${path}/approve`]))
    // While the first is under way, the key does nothing.
    await waitFor(() => {
      fireEvent.keyDown(document.body, { key: 'a' })
      expect(asked).toHaveLength(2)
    })
  })

  it('is changed step by step', async () => {
    const { getByRole, getAllByRole, asked } = page({ task: planned })
    fireEvent.click(getByRole('button', { name: 'Change it' }))
    fireEvent.click(getByRole('button', { name: 'Remove step 1' }))
    fireEvent.change(getByRole('textbox', { name: 'Step 1' }), { target: { value: 'Look twice' } })
    await act(async () => fireEvent.click(getByRole('button', { name: 'Save the plan' })))
    const sent = JSON.parse(asked[0]?.split(/ (?=\{)/)[1] ?? '{}')
    expect(sent.steps).toMatchObject([{ key: 'look', title: 'Look twice', dependsOn: [] }])
    expect(getAllByRole('button', { name: 'Change it' })).toHaveLength(1)
  })

  it('is asked for anew with what should be different', async () => {
    const { getByRole, asked, path } = page({ task: planned })
    fireEvent.click(getByRole('button', { name: 'Ask for another' }))
    fireEvent.change(getByRole('textbox', { name: /What should be different/ }), {
      target: { value: 'One step' },
    })
    await act(async () => fireEvent.click(getByRole('button', { name: 'Plan again' })))
    expect(asked).toEqual([`POST ${path}/plan {"guidance":"One step"}`])
  })

  it('is a line once it was approved', () => {
    const { getByText } = page({ task: { plan: aPlan({ state: 'approved' }), status: 'running' } })
    expect(getByText('2 steps, about 10 min, $0.08')).toBeTruthy()
  })
})

describe('a run', () => {
  it('says who works, what on, and when they were heard of', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-02T09:00:00.000Z') })
    const run = aRun({ attempt: 2, worker: { id: 'w', name: 'Iris', employeeId: iris?.id ?? null } })
    const progress = { state: 'capturing_frames', note: '12 of 40', at: '2026-11-02T08:59:50.000Z' }
    const { getByRole } = page({ task: { status: 'running', runs: [run], progress } })
    const words = getByRole('region', { name: /^Capturing frames/ }).textContent ?? ''
    for (const one of ['12 of 40', 'Iris', 'attempt 2', 'heard of 5 s ago']) expect(words).toContain(one)
    vi.useRealTimers()
  })

  it('that is silent is never called heard of', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-02T09:02:00.000Z') })
    const { root } = page({ task: { status: 'running', runs: [aRun()] } })
    expect(root.textContent).toContain('silent for 2 min 05 s')
    vi.useRealTimers()
  })
})

describe('a question', () => {
  it('stands at the top and is answered with a press', async () => {
    const question = {
      id: 'q',
      taskId: aTask().id,
      runId: aRun().id,
      employeeId: ada?.id ?? null,
      kind: 'question' as const,
      text: 'Which colour?',
      options: ['Amber', 'Green'],
      allowance: null,
      state: 'open' as const,
      answer: null,
      answeredBy: null,
      askedAt: since,
      answeredAt: null,
    }
    const { getByRole, asked } = page({
      task: { status: 'running', questions: [question], openQuestions: 1 },
    })
    await act(async () => fireEvent.click(getByRole('button', { name: 'Amber' })))
    expect(asked).toEqual(['POST /questions/q/answer {"answer":"Amber"}'])
  })
})

describe('the review', () => {
  const inReview = {
    status: 'in_review' as const,
    why: why('awaits_review', 'It waits for your review.'),
    summary: 'The page is in index.html.',
    feedback: 'Make the button green.',
    runs: [
      aRun({ attempt: 2, outcome: 'completed', endedAt: since, summary: 'Now green.' }),
      aRun({ attempt: 1, outcome: 'completed', endedAt: since, summary: 'It was red.' }),
    ],
  }

  it('says what was asked for last time and what the attempt before had said', () => {
    const words = page({ task: inReview }).getByRole('region', { name: 'Review' }).textContent ?? ''
    expect(words).toContain('Make the button green.')
    expect(words).toContain('It was red.')
  })

  it('sends back by the key s, with words', async () => {
    const { getByRole, asked, path } = page({ task: inReview })
    act(() => void fireEvent.keyDown(document.body, { key: 's' }))
    fireEvent.change(getByRole('textbox', { name: /What is missing/ }), { target: { value: ' Larger ' } })
    await act(async () => fireEvent.click(getByRole('button', { name: 'Send back' })))
    expect(asked).toEqual([`POST ${path}/send-back {"feedback":"Larger"}`])
  })

  it('sends back from the words themselves, and not without any', async () => {
    const { getByRole, asked, path } = page({ task: inReview })
    act(() => void fireEvent.keyDown(document.body, { key: 's' }))
    const missing = getByRole('textbox', { name: /What is missing/ })
    const send = () => act(async () => void fireEvent.keyDown(missing, { key: 'Enter', ctrlKey: true }))
    await send()
    expect(asked).toEqual([])
    fireEvent.change(missing, { target: { value: 'Larger' } })
    await send()
    expect(asked).toEqual([`POST ${path}/send-back {"feedback":"Larger"}`])
  })

  it('tells when it was refused, and changes nothing', async () => {
    const refuse = () => {
      throw new Error('refused')
    }
    const { getByRole, findByText } = page(
      { task: inReview },
      { [`POST /tasks/${aTask().id}/approve`]: refuse },
    )
    await act(async () => fireEvent.click(getByRole('button', { name: /^Approve/ })))
    expect(await findByText('There is no connection.')).toBeTruthy()
    expect(getByRole('region', { name: 'Review' })).toBeTruthy()
  })
})

it('shows what its parts made last, and what each does', () => {
  const part = aCard({
    number: 13,
    parentId: aTask().id,
    status: 'running',
    progress: { state: 'drafting', note: null, at: since },
  })
  const files = [
    aFile({ taskId: part.id, runId: 'one', sizeBytes: 100 }),
    aFile({ id: 'second', taskId: part.id, runId: 'two', sizeBytes: 200 }),
  ]
  const { getByRole, root } = page({
    task: { parts: { total: 1, done: 0, failed: 0, summaries: [] } },
    parts: [part],
    files,
  })
  expect(getByRole('region', { name: 'Parts' }).textContent).toContain('Drafting')
  expect(root.textContent).toContain('200 B')
  expect(root.textContent).not.toContain('100 B')
})

it('says in a line what each part came to, and nothing that means nothing for a whole', () => {
  const part = aCard({ number: 13, parentId: aTask().id, status: 'done', title: 'Write it' })
  const parts = {
    total: 1,
    done: 1,
    failed: 0,
    summaries: [{ id: part.id, summary: '## Done\n**It** is in `index.html`.' }],
  }
  const { getByRole, queryByText, root } = page({ task: { status: 'in_review', parts }, parts: [part] })
  expect(getByRole('region', { name: 'Parts' }).textContent).toContain('Done\nIt is in index.html.')
  expect(queryByText('Anybody who can')).toBeNull()
  expect(root.textContent).not.toContain('0 of 3')
})

it('keeps the lines of a description and of a comment as they were typed', async () => {
  const { findByText } = page({ task: { description: 'First line\nsecond line' } })
  const words = await findByText(/First line/)
  expect(words.textContent).toBe('First line\nsecond line')
  expect(words.closest('.typed-words')).toBeTruthy()
})

it('is kept as a template, without what was for this one occasion', async () => {
  const given = {
    title: 'Weekly report',
    description: 'As always.',
    labels: ['report'],
    planMode: 'ask' as const,
  }
  const { getByRole, findByText, asked } = page(
    { task: given },
    { 'POST /templates': () => ({ id: 't', name: 'Report' }) },
  )
  fireEvent.click(getByRole('button', { name: 'More for #12' }))
  fireEvent.click(getByRole('menuitem', { name: /Save as template/ }))
  fireEvent.change(getByRole('textbox', { name: 'Name' }), { target: { value: 'Report' } })
  fireEvent.click(getByRole('button', { name: 'Save' }))
  await findByText('“Report” is a template now')
  const [sent = ''] = asked
  expect(sent.startsWith('POST /templates ')).toBe(true)
  const { name, spec } = JSON.parse(sent.slice('POST /templates '.length))
  expect(name).toBe('Report')
  expect(spec).toMatchObject({
    title: 'Weekly report',
    description: 'As always.',
    labels: ['report'],
    plan: 'ask',
  })
  expect(templateInput.safeParse({ name, spec }).success).toBe(true)
})

it('is read anew when its card changes, and when something is added to it', async () => {
  const { findByRole, initial } = page(
    {},
    { [`GET /tasks/${aTask().id}`]: () => ({ ...aTask(), title: 'A better name' }) },
  )
  tell({ event: 'task', data: aCard({ id: initial.id, title: 'A better name' }) })
  expect(await findByRole('heading', { level: 1, name: /A better name/ })).toBeTruthy()
})

it('names people in a comment', async () => {
  const { getByRole, asked, path } = page()
  const box = getByRole('textbox', { name: 'Comment' }) as HTMLTextAreaElement
  fireEvent.change(box, { target: { value: '@ir', selectionStart: 3, selectionEnd: 3 } })
  expect(getByRole('option', { name: 'Iris' })).toBeTruthy()
  fireEvent.keyDown(box, { key: 'Enter' })
  expect(box.value).toBe('@Iris ')
  await act(async () => fireEvent.click(getByRole('button', { name: 'Comment' })))
  expect(asked).toEqual([`POST ${path}/comments {"text":"@Iris"}`])
})
