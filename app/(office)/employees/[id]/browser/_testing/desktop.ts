// A desktop told by hand: what a page asks for it, and a screen that shows nothing.
import { vi } from 'vitest'
import type { OpenedDesktop } from '#lib/wire/desktop.ts'
import type { Look, Screen, ScreenEnd, ScreenEvents } from '../_desktop/screen.ts'

export const anOpenedDesktop: OpenedDesktop = {
  state: 'open',
  detail: 'A ticket to Ada’s desktop, good for a minute.',
  url: 'http://0123.desk.localhost:3009',
  ticket: 'a.ticket',
  ticketExpiresAt: '2026-11-02T09:01:00.000Z',
  mayControl: true,
  usualWakeMs: 8900,
}

export interface ToldScreen extends Screen {
  url: string
  events: ScreenEvents
  looks: Look[]
}

/** Every screen that was opened, the newest last. */
export function toldScreens() {
  const opened: ToldScreen[] = []
  const open = (url: string, events: ScreenEvents): ToldScreen => {
    const looks: Look[] = []
    const screen = {
      url,
      events,
      looks,
      show: vi.fn((look: Look) => void looks.push(look)),
      sendKey: vi.fn(),
      putOnClipboard: vi.fn(),
      focus: vi.fn(),
      close: vi.fn(),
    }
    opened.push(screen)
    return screen
  }
  const newest = () => {
    const screen = opened.at(-1)
    if (!screen) throw new Error('No screen was opened')
    return screen
  }
  return { opened, open, newest }
}

export function anEnd(facts: Partial<ScreenEnd> = {}): ScreenEnd {
  return { code: 1006, reason: '', wasOpen: true, lastPicture: undefined, ...facts }
}
