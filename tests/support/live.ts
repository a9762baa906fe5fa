// The event stream of a tab, told by hand.
import { act } from '@testing-library/react'
import { beforeEach, vi } from 'vitest'
import type { LiveEvent } from '#lib/wire/event.ts'

class ToldSource extends EventTarget {
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  isClosed = false
  readonly url: string
  constructor(url: string) {
    super()
    this.url = url
    sources.push(this)
  }
  close() {
    this.isClosed = true
  }
}

const sources: ToldSource[] = []
const current = () => sources.findLast((one) => !one.isClosed)

/** Puts the stream in place for each test of the file; page.tsx takes it away. */
export function tellStreamByHand(): void {
  beforeEach(() => {
    sources.length = 0
    vi.stubGlobal('EventSource', ToldSource)
  })
}

export const addresses = () => sources.map((one) => one.url)
export const openSources = () => sources.filter((one) => !one.isClosed).length

export function goLive(): void {
  act(() => current()?.onopen?.())
}

export function breakOff(): void {
  act(() => current()?.onerror?.())
}

/** The connection lives, and nothing happened. */
export function beat(): void {
  act(() => void current()?.dispatchEvent(new MessageEvent('beat', { data: '{}' })))
}

export function tell({ event, data }: LiveEvent, lastEventId = '1'): void {
  act(
    () => void current()?.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data), lastEventId })),
  )
}
