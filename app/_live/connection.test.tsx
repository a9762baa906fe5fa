// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LiveEvent } from '#lib/wire/event.ts'
import { exampleEmployee as ada } from '#lib/wire/examples.ts'
import {
  addresses,
  beat,
  breakOff,
  goLive,
  openSources,
  tell,
  tellStreamByHand,
} from '#tests/support/live.ts'
import { shown } from '#tests/support/page.tsx'
import { LiveProvider, useEmployees, useLive, useLiveState } from './live-provider.tsx'

tellStreamByHand()
beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function State() {
  return <p role="status">{useLiveState()}</p>
}

function Heard({ to }: { to: (event: LiveEvent) => void }) {
  useLive(to)
  return null
}

function Names({ initial }: { initial: readonly (typeof ada)[] }) {
  return <p>{useEmployees(initial).map((one) => `${one.name} ${one.lifecycle}`)}</p>
}

const paused = { ...ada, lifecycle: 'paused' } as const

describe('the stream of a tab', () => {
  it('goes on from what the page was read with', () => {
    shown(<LiveProvider after={41}>x</LiveProvider>)
    expect(addresses()).toEqual(['/api/v1/events?after=41'])
  })

  it('is connecting, then live', () => {
    const { getByRole } = shown(
      <LiveProvider after={0}>
        <State />
      </LiveProvider>,
    )
    expect(getByRole('status').textContent).toBe('connecting')
    goLive()
    expect(getByRole('status').textContent).toBe('live')
  })

  it('comes back after the last event it saw', async () => {
    const { getByRole } = shown(
      <LiveProvider after={41}>
        <State />
      </LiveProvider>,
    )
    goLive()
    tell({ event: 'employee', data: ada }, '57')
    breakOff()
    expect(getByRole('status').textContent).toBe('reconnecting')
    expect(openSources()).toBe(0)
    await act(() => vi.advanceTimersByTimeAsync(500))
    expect(addresses()).toEqual(['/api/v1/events?after=41', '/api/v1/events?after=57'])
    goLive()
    expect(getByRole('status').textContent).toBe('live')
  })

  it('is not believed to live when even its beats stay away', async () => {
    const { getByRole } = shown(
      <LiveProvider after={0}>
        <State />
      </LiveProvider>,
    )
    goLive()
    for (let at = 0; at < 4; at++) {
      await act(() => vi.advanceTimersByTimeAsync(20_000))
      beat()
    }
    expect(addresses()).toHaveLength(1)
    await act(() => vi.advanceTimersByTimeAsync(40_000))
    expect(getByRole('status').textContent).toBe('reconnecting')
    await act(() => vi.advanceTimersByTimeAsync(500))
    expect(addresses()).toHaveLength(2)
    expect(openSources()).toBe(1)
  })

  it('waits longer each time, and not without end', async () => {
    shown(<LiveProvider after={0}>x</LiveProvider>)
    const waits: number[] = []
    for (let attempt = 0; attempt < 7; attempt++) {
      breakOff()
      const before = addresses().length
      let waited = 0
      while (addresses().length === before) {
        await act(() => vi.advanceTimersByTimeAsync(250))
        waited += 250
      }
      waits.push(waited)
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000])
  })

  it('waits when there is no network, and is back at once when there is', () => {
    const { getByRole } = shown(
      <LiveProvider after={0}>
        <State />
      </LiveProvider>,
    )
    goLive()
    fireEvent(window, new Event('offline'))
    expect(getByRole('status').textContent).toBe('offline')
    expect(openSources()).toBe(0)
    fireEvent(window, new Event('online'))
    expect(openSources()).toBe(1)
    goLive()
    expect(getByRole('status').textContent).toBe('live')
  })

  it('is closed with the page', async () => {
    const { again } = shown(<LiveProvider after={0}>x</LiveProvider>)
    again(null)
    expect(openSources()).toBe(0)
    fireEvent(window, new Event('online'))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(openSources()).toBe(0)
  })
})

describe('who listens', () => {
  it('hears every event with its data, with the words of now', () => {
    const first = vi.fn()
    const second = vi.fn()
    const { again } = shown(
      <LiveProvider after={0}>
        <Heard to={first} />
      </LiveProvider>,
    )
    tell({ event: 'company', data: {} })
    again(
      <LiveProvider after={0}>
        <Heard to={second} />
      </LiveProvider>,
    )
    tell({ event: 'member', data: { userId: 'u' } })
    expect(first.mock.calls).toEqual([[{ event: 'company', data: {} }]])
    expect(second.mock.calls).toEqual([[{ event: 'member', data: { userId: 'u' } }]])
  })

  it('hears nothing any more once gone, and nothing outside', () => {
    const heard = vi.fn()
    const { again } = shown(
      <LiveProvider after={0}>
        <Heard to={heard} />
      </LiveProvider>,
    )
    again(<LiveProvider after={0}>x</LiveProvider>)
    tell({ event: 'company', data: {} })
    again(<Heard to={heard} />)
    expect(heard).not.toHaveBeenCalled()
  })
})

describe('the employees of a page', () => {
  const page = (initial: readonly (typeof ada)[]) => (
    <LiveProvider after={0}>
      <Names initial={initial} />
    </LiveProvider>
  )

  it('are as they are now', () => {
    const initial = [ada]
    const { root } = shown(page(initial))
    tell({ event: 'employee', data: paused })
    expect(root.textContent).toBe('Ada paused')
  })

  it('are those of the server when it was asked again', () => {
    const { root, again } = shown(page([ada]))
    tell({ event: 'employee', data: paused })
    again(page([{ ...ada, name: 'Grace' }]))
    expect(root.textContent).toBe('Grace ready')
  })
})
