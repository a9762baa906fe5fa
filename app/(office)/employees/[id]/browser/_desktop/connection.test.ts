// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeCodes } from '#lib/wire/desktop.ts'
import { noConnection } from '../../../../_api/call.ts'
import { anEnd, anOpenedDesktop, toldScreens } from '../_testing/desktop.ts'
import { connectDesktop, type DesktopConnection, type DesktopState, type Doors } from './connection.ts'

const look = { quality: 'balanced', zoom: 'fit', isDriving: false } as const
const open: DesktopConnection[] = []

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-02T09:00:00.000Z') })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  for (const one of open.splice(0)) one.close()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function connected(given: Partial<Doors> = {}) {
  const screens = toldScreens()
  const states: DesktopState[] = []
  const copied: string[] = []
  const doors = {
    ask: vi.fn<Doors['ask']>(given.ask ?? (async () => ({ ok: true, value: anOpenedDesktop }))),
    enter: vi.fn<Doors['enter']>(given.enter ?? (async () => 'entered')),
    open: vi.fn<Doors['open']>(given.open ?? (async (url, events) => screens.open(url, events))),
  }
  const connection = connectDesktop(doors, look, {
    onState: (state) => states.push(state),
    onCopied: (text) => copied.push(text),
  })
  open.push(connection)
  return { connection, doors, screens, states, copied, last: () => connection.state() }
}

const settle = () => vi.advanceTimersByTimeAsync(0)
/** Until what is waited for has been tried, and how long that took. */
async function pauseUntil(tried: { mock: { calls: unknown[] } }): Promise<number> {
  const before = tried.mock.calls.length
  let waitedMs = 0
  while (tried.mock.calls.length === before && waitedMs < 60_000) {
    await vi.advanceTimersByTimeAsync(50)
    waitedMs += 50
  }
  return waitedMs
}

async function opened(given: Partial<Doors> = {}) {
  const told = connected(given)
  await settle()
  told.screens.newest().events.onOpen()
  return told
}

describe('a desktop is opened', () => {
  it('with a ticket, which goes to the desk’s own address only', async () => {
    const { doors, screens, last } = connected()
    expect(last()).toEqual({ at: 'opening' })
    await settle()
    expect(doors.enter.mock.calls).toEqual([[anOpenedDesktop.url, 'a.ticket']])
    expect(screens.newest().url).toBe(anOpenedDesktop.url)
    screens.newest().events.onOpen()
    expect(last()).toEqual({ at: 'open', latencyMs: undefined })
  })

  it('as it shall be shown, and follows a change', async () => {
    const { connection, screens } = await opened()
    connection.show({ ...look, isDriving: true })
    expect(screens.newest().looks.at(0)).toEqual(look)
    expect(screens.newest().looks.at(-1)?.isDriving).toBe(true)
  })

  it('and tells how far away it is, and what was copied there', async () => {
    const { screens, last, copied } = await opened()
    screens.newest().events.onLatency(24)
    expect(last()).toEqual({ at: 'open', latencyMs: 24 })
    screens.newest().events.onCopied('Order 4711')
    expect(copied).toEqual(['Order 4711'])
  })
})

describe('a desktop that breaks off', () => {
  it('is opened again with a ticket of its own, over the last picture', async () => {
    const { doors, screens, last } = await opened()
    screens.newest().events.onEnd(anEnd({ lastPicture: 'data:image/jpeg;base64,x' }))
    expect(last()).toMatchObject({ at: 'away', lastPicture: 'data:image/jpeg;base64,x' })
    expect(await pauseUntil(doors.ask)).toBe(500)
    await settle()
    screens.newest().events.onOpen()
    expect(last().at).toBe('open')
    expect(doors.enter).toHaveBeenCalledTimes(2)
  })

  it('is left longer in peace each time, and not without end', async () => {
    const { doors } = connected({ ask: async () => noConnection })
    const pauses: number[] = []
    for (let at = 0; at < 7; at++) pauses.push(await pauseUntil(doors.ask))
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000])
  })

  it('starts with short pauses again once it has held for a while', async () => {
    const { doors, screens } = connected({})
    for (const heldMs of [0, 0, 60_000]) {
      await settle()
      screens.newest().events.onOpen()
      await vi.advanceTimersByTimeAsync(heldMs)
      screens.newest().events.onEnd(anEnd())
      if (heldMs === 0) await pauseUntil(doors.ask)
    }
    expect(await pauseUntil(doors.ask)).toBe(500)
  })

  it('is tried at once when somebody asks or the network is back', async () => {
    const { connection, doors, screens } = await opened()
    screens.newest().events.onEnd(anEnd())
    connection.retry()
    expect(doors.ask).toHaveBeenCalledTimes(2)
    await settle()
    screens.newest().events.onEnd(anEnd())
    window.dispatchEvent(new Event('online'))
    expect(doors.ask).toHaveBeenCalledTimes(3)
  })

  it('says why: the door, the address, the viewer', async () => {
    const words = async (given: Partial<Doors>) => {
      const { last } = connected(given)
      await settle()
      const state = last()
      return state.at === 'away' ? state.why : state.at
    }
    expect(await words({ enter: async () => 'refused' })).toBe('The desk did not take the ticket.')
    expect(await words({ enter: async () => 'unreachable' })).toMatch(/address could not be reached/)
    expect(await words({ open: () => Promise.reject(new Error('chunk')) })).toMatch(/could not be loaded/)
    const waking = {
      ...anOpenedDesktop,
      state: 'waking',
      detail: 'Ada is waking up.',
      url: null,
      ticket: null,
    } as const
    expect(await words({ ask: async () => ({ ok: true, value: waking }) })).toBe('Ada is waking up.')
  })
})

describe('a desktop that stays closed', () => {
  it('says so after a refusal that trying again does not change', async () => {
    const refusal = {
      ok: false,
      code: 'payment_required',
      detail: 'Choose a plan.',
      isPassing: false,
    } as const
    const { doors, last } = connected({ ask: async () => refusal })
    await settle()
    expect(last()).toMatchObject({ at: 'ended', end: { words: 'Choose a plan.' } })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(doors.ask).toHaveBeenCalledTimes(1)
  })

  it('waits for a person after a revocation', async () => {
    const { doors, screens, last } = await opened()
    screens.newest().events.onEnd(anEnd({ code: closeCodes.revoked, reason: 'fired' }))
    expect(last()).toMatchObject({ at: 'ended', end: 'fired' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(doors.ask).toHaveBeenCalledTimes(1)
  })

  it('says that one is signed out', async () => {
    const refusal = { ok: false, code: 'unauthenticated', detail: 'Sign in.', isPassing: false } as const
    const { last } = connected({ ask: async () => refusal })
    await settle()
    expect(last()).toMatchObject({ at: 'ended', end: 'signed_out' })
  })

  it('does not suspect the cookies of a desk that cannot be reached', async () => {
    const { doors, screens, last } = connected()
    for (let at = 0; at < 4; at++) {
      await settle()
      screens.newest().events.onEnd(anEnd({ wasOpen: false, code: closeCodes.deskEnded }))
      await pauseUntil(doors.ask)
    }
    expect(last().at).not.toBe('ended')
  })

  it('suspects the cookies when the door opens and the socket does not, again and again', async () => {
    const { doors, screens, last } = connected()
    for (let at = 0; at < 3; at++) {
      await settle()
      screens.newest().events.onEnd(anEnd({ wasOpen: false }))
      if (at < 2) await pauseUntil(doors.ask)
    }
    expect(last()).toMatchObject({ at: 'ended', end: 'cookies' })
  })
})

describe('a page nobody looks at', () => {
  const hide = (isHidden: boolean) => {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden)
    document.dispatchEvent(new Event('visibilitychange'))
  }

  it('lets the desktop rest after a while, and shows it when somebody is back', async () => {
    const { doors, screens, last } = await opened()
    hide(true)
    await vi.advanceTimersByTimeAsync(119_000)
    expect(last().at).toBe('open')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(last()).toMatchObject({ at: 'ended', end: 'hidden' })
    expect(screens.newest().close).toHaveBeenCalled()
    hide(false)
    expect(doors.ask).toHaveBeenCalledTimes(2)
  })

  it('keeps it through a glance elsewhere', async () => {
    const { last } = await opened()
    hide(true)
    await vi.advanceTimersByTimeAsync(60_000)
    hide(false)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(last().at).toBe('open')
  })
})

describe('a page that is left', () => {
  it('closes its screen and asks for nothing more', async () => {
    const { connection, doors, screens, states } = await opened()
    connection.close()
    expect(screens.newest().close).toHaveBeenCalled()
    const before = states.length
    screens.newest().events.onEnd(anEnd())
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(doors.ask).toHaveBeenCalledTimes(1)
    expect(states).toHaveLength(before)
  })

  it.each(['ask', 'enter', 'open'] as const)('in the middle of “%s” leaves no socket', async (step) => {
    const { promise: gate, resolve: go } = Promise.withResolvers<void>()
    const screens = toldScreens()
    const wait = (at: typeof step) => (at === step ? gate : undefined)
    const { connection } = connected({
      async ask() {
        await wait('ask')
        return { ok: true, value: anOpenedDesktop }
      },
      async enter() {
        await wait('enter')
        return 'entered'
      },
      async open(url, events) {
        await wait('open')
        return screens.open(url, events)
      },
    })
    await settle()
    connection.close()
    go()
    await settle()
    expect(screens.opened.length).toBe(step === 'open' ? 1 : 0)
    for (const screen of screens.opened) expect(screen.close).toHaveBeenCalled()
  })
})
