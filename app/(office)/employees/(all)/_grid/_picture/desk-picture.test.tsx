// @vitest-environment happy-dom
// The live picture on a card: when it is asked for, when not, and what stands there meanwhile.
import { act } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Employee } from '#lib/wire/employee.ts'
import { tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice, several } from '#tests/support/office.tsx'
import { shown } from '#tests/support/page.tsx'
import { EmployeeCard } from '../employee-card.tsx'

type Seen = (entries: { isIntersecting: boolean }[]) => void
const observers = new Map<Element, Seen>()

class Observer {
  readonly seen: Seen
  constructor(seen: Seen) {
    this.seen = seen
  }
  observe(element: Element) {
    // Links have an observer of their own.
    if (element.tagName === 'SPAN') observers.set(element, this.seen)
  }
  unobserve() {}
  disconnect() {
    for (const [element, seen] of observers) if (seen === this.seen) observers.delete(element)
  }
}

let urls = 0
const revoked: string[] = []
const fetched = vi.fn(async (_path: string) => new Response('jpeg', { headers: {} }))
const start = Date.parse('2026-11-02T09:20:00.000Z')

tellStreamByHand()
beforeEach(() => {
  vi.useFakeTimers({ now: start })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  vi.stubGlobal('IntersectionObserver', Observer)
  vi.stubGlobal('fetch', fetched)
  vi.stubGlobal(
    'Image',
    class {
      src = ''
      decode = async () => undefined
    },
  )
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${++urls}`)
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url))
  urls = 0
  revoked.length = 0
  observers.clear()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const card = (employee: Employee) =>
  inOffice(<EmployeeCard employee={employee} glance={undefined} roleName="Executive assistant" />)

const scroll = (isIntersecting: boolean) =>
  act(async () => {
    for (const seen of observers.values()) seen([{ isIntersecting }])
  })
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const hide = (state: 'hidden' | 'visible') => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  return act(async () => void document.dispatchEvent(new Event('visibilitychange')))
}
const pictures = (root: Element) =>
  [...root.querySelectorAll('img[src^="blob:"]')].map((one) => one.getAttribute('src'))

describe('the picture of a desktop', () => {
  it('comes once the card is in sight, and leads to the Browser tab', async () => {
    const ada = anEmployee()
    const { root, getByRole } = shown(card(ada))
    await pass(5_000)
    expect(fetched).not.toHaveBeenCalled()
    await scroll(true)
    await pass(2_000)
    expect(fetched.mock.calls.map(([path]) => path)).toEqual([`/api/v1/employees/${ada.id}/picture`])
    expect(pictures(root)).toEqual(['blob:1'])
    expect(getByRole('link', { name: 'Ada’s desktop' }).getAttribute('href')).toBe(
      `/employees/${ada.id}/browser`,
    )
  })

  it('is new every ten seconds, and old ones are let go', async () => {
    const { root } = shown(card(anEmployee()))
    await scroll(true)
    await pass(31_000)
    expect(fetched).toHaveBeenCalledTimes(4)
    expect(pictures(root)).toEqual(['blob:3', 'blob:4'])
    expect(revoked).toEqual(['blob:1', 'blob:2'])
  })

  it('is not asked for while the card is out of sight or the page in the background', async () => {
    shown(card(anEmployee()))
    await scroll(true)
    await pass(1_000)
    await scroll(false)
    await pass(60_000)
    expect(fetched).toHaveBeenCalledTimes(1)
    await scroll(true)
    await hide('hidden')
    await pass(60_000)
    expect(fetched).toHaveBeenCalledTimes(1)
    await hide('visible')
    await pass(1_000)
    expect(fetched).toHaveBeenCalledTimes(2)
  })

  it('comes soon after a scroll back and forth, but not again and again', async () => {
    shown(card(anEmployee()))
    await scroll(true)
    await pass(1_000)
    for (let at = 0; at < 5; at++) {
      await scroll(false)
      await scroll(true)
      await pass(500)
    }
    expect(fetched).toHaveBeenCalledTimes(1)
  })

  it('is asked for less and less where there is none, and the card says nothing false', async () => {
    fetched.mockImplementation(async () => new Response('', { status: 503 }))
    const { root } = shown(card(anEmployee()))
    await scroll(true)
    await pass(120_000)
    expect(fetched.mock.calls.length).toBeLessThanOrEqual(4)
    expect(pictures(root)).toEqual([])
    fetched.mockImplementation(async () => new Response('jpeg'))
  })

  it('says how old it is once it is not new any more', async () => {
    const { words, root } = shown(card(anEmployee({ activeAt: null })))
    await scroll(true)
    await pass(1_000)
    expect(words()).not.toContain('ago')
    fetched.mockImplementation(async () => new Response('', { status: 503 }))
    await pass(35_000)
    expect(words()).toMatch(/3\d s ago/)
    expect(pictures(root)).toEqual(['blob:1'])
    fetched.mockImplementation(async () => new Response('jpeg'))
  })

  it('of many desks does not come all at once', async () => {
    vi.mocked(Math.random).mockRestore()
    const { promise, resolve } = Promise.withResolvers<Response>()
    fetched.mockImplementation(() => promise.then((answer) => answer.clone()))
    shown(
      inOffice(
        several('A', 'B', 'C', 'D', 'E', 'F', 'G').map((employee) => (
          <EmployeeCard key={employee.id} employee={employee} glance={undefined} roleName="Researcher" />
        )),
      ),
    )
    await scroll(true)
    await pass(3_000)
    expect(fetched).toHaveBeenCalledTimes(3)
    resolve(new Response('jpeg'))
    await pass(100)
    expect(fetched).toHaveBeenCalledTimes(7)
    fetched.mockImplementation(async () => new Response('jpeg'))
  })

  it('goes with the card', async () => {
    const { again } = shown(card(anEmployee()))
    await scroll(true)
    await pass(1_000)
    again(null)
    expect(revoked).toEqual(['blob:1'])
    expect(observers.size).toBe(0)
    await pass(60_000)
    expect(fetched).toHaveBeenCalledTimes(1)
  })
})

describe('a desk that is not ready', () => {
  it.each([
    ['asleep', 'The desk is off.'],
    ['starting', 'The desktop is being set up.'],
    ['paused', 'The desk is off.'],
    ['needs_attention', 'The desk is off.'],
  ] as const)('has words where the picture will be (%s)', async (lifecycle, words) => {
    const page = shown(card(anEmployee({ lifecycle })))
    await pass(60_000)
    expect(page.getByRole('link', { name: 'Ada’s desktop' }).textContent).toBe(words)
    expect(observers.size).toBe(0)
    expect(fetched).not.toHaveBeenCalled()
  })

  it('keeps the place of the picture', () => {
    const page = shown(card(anEmployee()))
    const place = page.getByRole('link', { name: 'Ada’s desktop' }).className
    page.again(card(anEmployee({ lifecycle: 'asleep' })))
    expect(page.getByRole('link', { name: 'Ada’s desktop' }).className).toBe(place)
  })

  it('has no picture at all where desks have no desktop', () => {
    const plain = anEmployee({ desk: { runtime: 'process', hasDesktop: false } })
    expect(shown(card(plain)).queryByRole('link', { name: 'Ada’s desktop' })).toBeNull()
  })
})

it('a card says who drives the desktop', () => {
  const control = {
    userId: 'mira',
    memberName: 'Mira',
    takenAt: '2026-11-02T09:19:00.000Z',
    expiresAt: '2026-11-02T09:29:00.000Z',
  }
  expect(shown(card(anEmployee({ control }))).words()).toContain('Mira has control')
})
