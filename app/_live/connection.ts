// The one event stream of a browser tab. It comes back by itself and goes on after the last event it saw.
import type { LiveEvent } from '#lib/wire/event.ts'

export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'offline'

interface Heard {
  id: number
  event: LiveEvent
  atMs: number
}

export interface LiveConnection {
  subscribe: (handler: (event: LiveEvent) => void) => () => void
  /** What was told in the last half minute: a page that was read before it may arrive after it. */
  lately: () => readonly Heard[]
  onState: (handler: () => void) => () => void
  state: () => LiveState
  close: () => void
}

const eventNames = [
  'employee',
  'message',
  'message.delta',
  'message.tool',
  'conversation.read',
  'company',
  'billing',
  'member',
  'invitation',
  'api_key',
  'site',
  'backup',
  'task',
  'run',
  'task.activity',
  'notification',
  'worker',
  'template',
  'schedule',
  'reset',
] as const satisfies LiveEvent['event'][]

const firstRetryMs = 500
const longestRetryMs = 10_000
/** Two beats of the stream and some: a network that went away without a word looks like a company in which nothing happens. */
const longestSilenceMs = 40_000
/** Longer than a page travels. */
const keptMs = 30_000

/** `after` is the newest event when the page was read: nothing falls between reading and connecting. */
export function openConnection(after: number): LiveConnection {
  const handlers = new Set<(event: LiveEvent) => void>()
  const watchers = new Set<() => void>()
  let state: LiveState = 'connecting'
  let lastId = after
  let retryMs = firstRetryMs
  let timer: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let source: EventSource | undefined
  let heard: Heard[] = []

  const setState = (next: LiveState) => {
    if (state === next) return
    state = next
    for (const watcher of watchers) watcher()
  }
  const recent = () => {
    const since = Date.now() - keptMs
    return heard[0] && heard[0].atMs < since ? heard.filter(({ atMs }) => atMs >= since) : heard
  }
  const isAlive = () => {
    clearTimeout(silence)
    silence = setTimeout(comeBack, longestSilenceMs)
  }
  const hangUp = () => {
    clearTimeout(timer)
    clearTimeout(silence)
    source?.close()
  }
  const connect = () => {
    hangUp()
    source = new EventSource(`/api/v1/events?after=${lastId}`)
    isAlive()
    source.onopen = () => {
      isAlive()
      retryMs = firstRetryMs
      setState('live')
    }
    source.onerror = comeBack
    source.addEventListener('beat', isAlive)
    for (const name of eventNames) {
      source.addEventListener(name, (message) => {
        isAlive()
        lastId = Number(message.lastEventId) || lastId
        const event: LiveEvent = { event: name, data: JSON.parse(message.data) }
        // Numbers from before a reset say nothing any more.
        heard = name === 'reset' ? [] : recent()
        heard.push({ id: lastId, event, atMs: Date.now() })
        for (const handler of handlers) handler(event)
      })
    }
  }
  const comeBack = () => {
    hangUp()
    if (!navigator.onLine) return setState('offline')
    setState('reconnecting')
    timer = setTimeout(connect, retryMs * (0.5 + Math.random()))
    retryMs = Math.min(retryMs * 2, longestRetryMs)
  }
  const wentOffline = () => {
    hangUp()
    setState('offline')
  }
  const wentOnline = () => {
    retryMs = firstRetryMs
    setState('reconnecting')
    connect()
  }
  window.addEventListener('offline', wentOffline)
  window.addEventListener('online', wentOnline)
  connect()
  return {
    subscribe: (handler) => {
      handlers.add(handler)
      return () => handlers.delete(handler)
    },
    lately: recent,
    onState: (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    state: () => state,
    close() {
      window.removeEventListener('offline', wentOffline)
      window.removeEventListener('online', wentOnline)
      hangUp()
    },
  }
}
