// @vitest-environment happy-dom
// A start, watched by the one who hired.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Lifecycle } from '#lib/wire/employee.ts'
import { breakOff, goLive, tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee } from '#tests/support/office.tsx'
import { router, shown } from '#tests/support/page.tsx'
import { LiveProvider } from '../../../_live/live-provider.tsx'
import { LaunchProgress } from './launch-progress.tsx'

const tryAgain = vi.hoisted(() => vi.fn())
vi.mock('../../_actions/try-again.ts', () => ({ tryAgain }))

tellStreamByHand()
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-02T08:00:12.000Z'), shouldAdvanceTime: true })
})
afterEach(() => {
  vi.useRealTimers()
})

const at = (second: number) => `2026-11-02T08:00:${String(second).padStart(2, '0')}.000Z`
const starting = (phase: string, since: number) =>
  anEmployee({
    lifecycle: 'starting',
    hiredAt: at(0),
    desk: { phase, phaseStartedAt: at(since), readyAfterMs: null },
  })

const start = (employee = starting('starting_gateway', 5)) =>
  shown(
    <LiveProvider after={0}>
      <LaunchProgress initial={employee} roleName="Researcher" />
    </LiveProvider>,
  )
const stages = (page: ReturnType<typeof start>) =>
  page.getAllByRole('listitem').map((item) => item.textContent)

describe('a start', () => {
  it('says who starts, for how long, and at which step they are', () => {
    const page = start()
    expect(page.getByRole('heading', { level: 1, name: 'Ada' })).toBe(document.activeElement)
    expect(page.getByRole('status').textContent).toBe('The desk is being set up. Starting the gateway12 s')
    expect(stages(page)).toEqual([
      'Finding a free place, done',
      'Furnishing the desk, done',
      'Starting the gateway, under wayUsually 8 to 15 s7 s',
      'Lamp on, waiting',
    ])
  })

  it('shows how long each step took that was seen', () => {
    const page = start(starting('waiting_for_host', 0))
    tell({ event: 'employee', data: starting('making_home', 2) })
    tell({ event: 'employee', data: starting('starting_gateway', 5) })
    expect(stages(page).slice(0, 3)).toEqual([
      'Finding a free place, done2 s',
      'Furnishing the desk, done3 s',
      'Starting the gateway, under wayUsually 8 to 15 s7 s',
    ])
  })

  it.each([
    [
      'installing_openclaw',
      'Installing OpenClaw on this machine, under wayOnly the first time, about a minute7 s',
    ],
    ['waiting_to_retry', 'Waiting to try again, under wayIt did not come up and is tried again by itself7 s'],
  ])('shows the rare step %s when it happens', (phase, words) => {
    expect(stages(start(starting(phase, 5)))).toContain(words)
  })

  it('leads to the chat before it is over, since messages wait', () => {
    const page = start()
    const link = page.getByRole('link', { name: 'Write the first message' })
    expect(link.getAttribute('href')).toBe(`/employees/${anEmployee().id}/chat`)
    expect(page.words()).toContain('You need not wait: messages queue and are answered in order.')
  })

  it('goes to the chat by itself when the lamp is on', async () => {
    const page = start()
    tell({ event: 'employee', data: anEmployee() })
    expect(page.getByRole('status').textContent?.trim()).toBe('The lamp is on.')
    expect(stages(page).at(-1)).toBe('Lamp on, done')
    await waitFor(() =>
      expect(router.replace).toHaveBeenCalledExactlyOnceWith(`/employees/${anEmployee().id}/chat`),
    )
  })
})

describe('a start watched over a connection that comes back', () => {
  it('believes the stream rather than what was asked while it was away', async () => {
    const asked = Promise.withResolvers<Response>()
    vi.stubGlobal('fetch', () => asked.promise)
    const page = start()
    breakOff()
    await act(() => vi.advanceTimersByTimeAsync(3500))
    goLive()
    tell({ event: 'employee', data: anEmployee() })
    await act(async () => asked.resolve(Response.json(starting('starting_gateway', 5))))
    expect(page.getByRole('status').textContent?.trim()).toBe('The lamp is on.')
  })
})

describe('a start that does not go on', () => {
  const error = { code: 'no_room', text: 'The host has no room left.', action: 'Pause another desk.' }
  const stuck = anEmployee({ lifecycle: 'needs_attention', desk: { phase: 'given_up', error } })

  it('says where it failed, why, and what to do', () => {
    const page = start(stuck)
    expect(page.getByRole('alert').textContent).toBe('The host has no room left.Pause another desk.Try again')
    expect(stages(page)[2]).toBe('Starting the gateway, failed')
  })

  it('is tried again on request', async () => {
    tryAgain.mockResolvedValueOnce({ ok: true, value: undefined })
    const page = start(stuck)
    await act(async () => fireEvent.click(page.getByRole('button', { name: 'Try again' })))
    expect(tryAgain).toHaveBeenCalledExactlyOnceWith(stuck.id)
  })

  it('says why that was refused', async () => {
    tryAgain.mockResolvedValueOnce({ ok: false, detail: 'The desk is being cleared away.' })
    const page = start(stuck)
    await act(async () => fireEvent.click(page.getByRole('button', { name: 'Try again' })))
    await waitFor(() =>
      expect(page.getByRole('alert').textContent).toContain('The desk is being cleared away.'),
    )
  })

  it.each<[Lifecycle, string, string | null]>([
    ['asleep', 'The desk is asleep. A message wakes it.', 'Start'],
    ['paused', 'The desk is paused.', 'Start'],
    ['leaving', 'This employee is leaving and does not start.', null],
    ['needs_attention', 'The desk could not start.', 'Try again'],
  ])('of one who is %s says: %s', (lifecycle, words, act) => {
    const page = start(anEmployee({ lifecycle }))
    expect(page.words()).toContain(words)
    expect(page.queryByRole('button')?.textContent ?? null).toBe(act)
  })
})

describe('a start behind a broken connection', () => {
  it('goes on without the page, which says so and asks by itself', async () => {
    const fetch = vi.fn(async (_path: string) => Response.json(anEmployee()))
    vi.stubGlobal('fetch', fetch)
    const page = start()
    goLive()
    breakOff()
    expect(page.words()).toContain('No connection just now. The start goes on without this page')
    await act(() => vi.advanceTimersByTimeAsync(3000))
    expect(fetch.mock.calls[0]).toEqual([`/api/v1/employees/${anEmployee().id}`])
    await waitFor(() => expect(page.words()).toContain('The lamp is on.'))
  })

  it('is read anew when the stream has a gap', () => {
    start()
    tell({ event: 'reset', data: {} })
    expect(router.refresh).toHaveBeenCalledOnce()
  })
})
