// Keeps a desktop open while somebody looks: a ticket, the door, the screen, and again with growing pauses when it breaks off.
import type { OpenedDesktop } from '#lib/wire/desktop.ts'
import type { Answered } from '../../../../_api/call.ts'
import type { Entered } from './doors.ts'
import { type End, endOf } from './end-of.ts'
import type { Look, Screen, ScreenEnd, ScreenEvents } from './screen.ts'

export type DesktopState =
  | { at: 'opening' }
  | { at: 'open'; latencyMs: number | undefined }
  /** Comes back by itself at `retryAtMs`. */
  | { at: 'away'; why: string; retryAtMs: number; lastPicture: string | undefined }
  /** Comes back when somebody asks. */
  | { at: 'ended'; end: End; lastPicture: string | undefined }

/** The outside world of a connection. */
export interface Doors {
  ask: () => Promise<Answered<OpenedDesktop>>
  enter: (url: string, ticket: string) => Promise<Entered>
  open: (url: string, events: ScreenEvents) => Promise<Screen>
}

export interface DesktopConnection {
  state: () => DesktopState
  screen: () => Screen | undefined
  show: (look: Look) => void
  /** At once, whatever the pause. */
  retry: () => void
  close: () => void
}

interface Listeners {
  onState: (state: DesktopState) => void
  onCopied: (text: string) => void
}

const firstPauseMs = 500
const longestPauseMs = 15_000
/** A connection that held this long starts its pauses anew. */
const settledMs = 10_000
/** What a browser says of a socket that was refused. */
const neverOpened = 1006
/** A door that opens and a socket that does not, so often: the browser keeps no cookie for it. */
const cookieDoubts = 3
const hiddenPatienceMs = 120_000

export function connectDesktop(
  doors: Doors,
  look: Look,
  { onState, onCopied }: Listeners,
): DesktopConnection {
  let state: DesktopState = { at: 'opening' }
  let screen: Screen | undefined
  let shown = look
  let attempt = 0
  let doubts = 0
  let pauses = 0
  let openedAtMs = 0
  let lastPicture: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined

  const setState = (next: DesktopState) => {
    state = next
    onState(next)
  }
  /** Whatever an earlier attempt still waits for is nobody's concern any more. */
  const abandon = () => {
    attempt++
    clearTimeout(timer)
    screen?.close()
    screen = undefined
  }
  const stay = (end: End) => {
    abandon()
    setState({ at: 'ended', end, lastPicture })
  }
  const comeBack = (why: string) => {
    abandon()
    const pauseMs = Math.min(firstPauseMs * 2 ** pauses, longestPauseMs) * (0.75 + Math.random() / 2)
    pauses++
    setState({ at: 'away', why, retryAtMs: Date.now() + pauseMs, lastPicture })
    timer = setTimeout(connect, pauseMs)
  }
  const onEnd = (end: ScreenEnd) => {
    lastPicture = end.lastPicture ?? lastPicture
    if (end.wasOpen && Date.now() - openedAtMs > settledMs) pauses = 0
    doubts = end.code === neverOpened && !end.wasOpen ? doubts + 1 : 0
    const known = endOf(end)
    if (known) return stay(known)
    if (doubts >= cookieDoubts) return stay('cookies')
    comeBack(end.wasOpen ? 'The connection broke off.' : 'The desktop did not answer.')
  }
  const connect = async () => {
    abandon()
    const mine = attempt
    const isMine = () => mine === attempt
    if (state.at !== 'away' && state.at !== 'opening') setState({ at: 'opening' })
    const asked = await doors.ask()
    if (!isMine()) return
    if (!asked.ok) {
      if (asked.isPassing || asked.code === 'conflict') return comeBack(asked.detail)
      return stay(asked.code === 'unauthenticated' ? 'signed_out' : { words: asked.detail })
    }
    const { url, ticket, detail } = asked.value
    if (url === null || ticket === null) return comeBack(detail)
    const entered = await doors.enter(url, ticket)
    if (!isMine()) return
    if (entered !== 'entered') return comeBack(entryWords[entered])
    const opened = await doors
      .open(url, {
        onOpen: () => {
          if (!isMine()) return
          openedAtMs = Date.now()
          lastPicture = undefined
          screen?.show(shown)
          setState({ at: 'open', latencyMs: undefined })
        },
        onEnd: (end) => isMine() && onEnd(end),
        onCopied: (text) => isMine() && onCopied(text),
        onLatency: (latencyMs) => isMine() && state.at === 'open' && setState({ at: 'open', latencyMs }),
      })
      .catch(() => undefined)
    if (!isMine()) return opened?.close()
    if (!opened) return comeBack('The viewer could not be loaded.')
    screen = opened
    screen.show(shown)
  }
  const retry = () => {
    pauses = 0
    doubts = 0
    setState({ at: 'opening' })
    void connect()
  }
  const onOnline = () => state.at === 'away' && retry()
  const onVisibility = () => {
    clearTimeout(hiddenTimer)
    if (document.hidden) {
      hiddenTimer = setTimeout(() => state.at !== 'ended' && stay('hidden'), hiddenPatienceMs)
    } else if (state.at === 'ended' && state.end === 'hidden') retry()
  }
  window.addEventListener('online', onOnline)
  document.addEventListener('visibilitychange', onVisibility)
  void connect()
  return {
    state: () => state,
    screen: () => (state.at === 'open' ? screen : undefined),
    show(next) {
      shown = next
      screen?.show(next)
    },
    retry,
    close() {
      window.removeEventListener('online', onOnline)
      document.removeEventListener('visibilitychange', onVisibility)
      clearTimeout(hiddenTimer)
      abandon()
    },
  }
}

const entryWords: Record<Exclude<Entered, 'entered'>, string> = {
  refused: 'The desk did not take the ticket.',
  unreachable: 'The desk’s address could not be reached.',
}
