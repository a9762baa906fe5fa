// @vitest-environment happy-dom
import { act, fireEvent, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Worker } from '#lib/wire/worker.ts'
import { goLive, tell, tellStreamByHand } from '#tests/support/live.ts'
import { inOffice, several } from '#tests/support/office.tsx'
import { shown } from '#tests/support/page.tsx'
import { commandLines } from '../_worker-start/start-command.ts'
import { WorkerList } from './worker-list.tsx'
import { workerState } from './worker-words.ts'

const actions = vi.hoisted(() => ({ drain: vi.fn(), forget: vi.fn() }))
vi.mock('../../_actions/workers.ts', () => actions)

tellStreamByHand()
const now = Date.parse('2026-11-02T09:00:00.000Z')
beforeEach(() => {
  vi.useFakeTimers({ now, shouldAdvanceTime: true })
  actions.drain.mockResolvedValue({ ok: true })
  actions.forget.mockResolvedValue({ ok: true })
})
afterEach(() => {
  vi.useRealTimers()
})

const [ada] = several('Ada')
const aWorker = (facts: Partial<Worker> = {}): Worker => ({
  id: '00000000-0000-4000-8000-000000000701',
  name: 'builder-1',
  executor: 'claude-code',
  capabilities: ['claude-code', 'docker'],
  version: '0.1.0',
  maxConcurrent: 2,
  employeeId: null,
  registeredAt: '2026-11-02T08:00:00.000Z',
  seenAt: '2026-11-02T08:59:55.000Z',
  isOnline: true,
  drainingAt: null,
  running: [],
  ...facts,
})
const run = {
  runId: 'run',
  taskId: '00000000-0000-4000-8000-000000000512',
  taskNumber: 12,
  title: 'Write the page',
  since: '2026-11-02T08:58:00.000Z',
}

describe('how a worker is', () => {
  it.each([
    [{}, 'Ready', 'lit'],
    [{ running: [run] }, 'Working', 'breathing'],
    [{ drainingAt: run.since }, 'Takes nothing new', 'cool'],
    [{ drainingAt: run.since, running: [run] }, 'Finishing, takes nothing new', 'cool'],
    [{ isOnline: false }, 'Offline', 'off'],
    [{ isOnline: false, running: [run] }, 'Silent with work in hand', 'red'],
    [{ seenAt: '2026-11-02T08:58:00.000Z', running: [run] }, 'Silent with work in hand', 'red'],
    [{ isOnline: false, employeeId: 'ada' }, 'Asleep', 'off'],
  ] as const)('%j: %s', (facts, words, lamp) => {
    const { running = [], ...rest } = { running: [], ...facts }
    expect(workerState(aWorker({ ...rest, running: [...running] }), now)).toEqual({ words, lamp })
  })
})

function list(workers: Worker[], mayManage = true, answer: Worker[] = workers) {
  const fetch = vi.fn(async () => Response.json({ items: answer }))
  vi.stubGlobal('fetch', fetch)
  const page = shown(
    inOffice(<WorkerList initial={workers} mayManage={mayManage} siteUrl="https://hand.example.com" />, {
      employees: several('Ada'),
    }),
  )
  goLive()
  return { ...page, fetch }
}

describe('the page of workers', () => {
  it('says how to start the first one', () => {
    const { root, getByRole } = list([])
    expect(root.textContent).toContain('export DESKHAND_URL=https://hand.example.com')
    fireEvent.click(getByRole('button', { name: 'Docker' }))
    expect(root.textContent).toContain('docker compose')
  })

  it('tells what one can do, does, and when it was heard of', () => {
    const { root, getByRole } = list([aWorker({ running: [run] })])
    for (const words of [
      'builder-1',
      'Working',
      'Claude Code',
      '2 tasks at a time',
      'docker',
      'heard of 5 s ago',
    ])
      expect(root.textContent).toContain(words)
    expect(getByRole('link', { name: '#12 Write the page' }).getAttribute('href')).toBe(
      `/tasks/${run.taskId}`,
    )
  })

  it('calls a desk by its employee', () => {
    const { getByRole, queryByText } = list([aWorker({ name: 'Ada 0001', employeeId: ada?.id ?? null })])
    expect(getByRole('link', { name: 'Ada' })).toBeTruthy()
    expect(queryByText('Ada 0001')).toBeNull()
  })

  it('drains and resumes', async () => {
    const { getByRole, again } = list([aWorker()])
    await act(async () => fireEvent.click(getByRole('button', { name: 'Drain' })))
    expect(actions.drain).toHaveBeenCalledExactlyOnceWith(aWorker().id, true)
    again(
      inOffice(
        <WorkerList
          initial={[aWorker({ drainingAt: run.since })]}
          mayManage
          siteUrl="https://hand.example.com"
        />,
      ),
    )
    await act(async () => fireEvent.click(getByRole('button', { name: 'Resume' })))
    expect(actions.drain).toHaveBeenLastCalledWith(aWorker().id, false)
  })

  it('forgets only after asking, and not one that works', async () => {
    const { getByRole } = list([aWorker({ isOnline: false })])
    fireEvent.click(getByRole('button', { name: 'Forget' }))
    expect(actions.forget).not.toHaveBeenCalled()
    const confirm = getByRole('alertdialog').querySelector('button:last-of-type')
    if (confirm) await act(async () => fireEvent.click(confirm))
    expect(actions.forget).toHaveBeenCalledExactlyOnceWith(aWorker().id)
  })

  it('offers members to look only', () => {
    expect(list([aWorker()], false).queryByRole('button', { name: 'Drain' })).toBeNull()
  })

  it('asks again before it says that a sign of life did not come', async () => {
    const { fetch, root } = list([aWorker()], true, [aWorker({ seenAt: '2026-11-02T09:00:14.000Z' })])
    await act(() => vi.advanceTimersByTimeAsync(15_000))
    await waitFor(() => expect(fetch).toHaveBeenCalled())
    await waitFor(() => expect(root.textContent).toMatch(/heard of \d s ago/))
  })

  it('follows what happens', async () => {
    const { getByText } = list([], true, [aWorker()])
    tell({ event: 'worker', data: { id: aWorker().id } })
    await waitFor(() => expect(getByText('builder-1')).toBeTruthy())
  })
})

it('the key never stands in the command itself', () => {
  const lines = commandLines({ siteUrl: 'https://hand.example.com', secret: 'dh_live_x' }).split('\n')
  expect(lines.filter((line) => line.includes('dh_live_x'))).toEqual(["export DESKHAND_API_KEY='dh_live_x'"])
})
