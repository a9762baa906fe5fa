// The newest picture of one desktop, again and again while somebody can see it.
import { pictureQueue } from './picture-queue.ts'

export interface DeskPicture {
  /** Of the picture in this browser's memory. */
  url: string
  takenAtMs: number
}

const everyMs = 10_000
const longestPauseMs = 60_000
/** So that cards that come into sight together do not ask together. */
const spreadMs = 1_500

const queue = pictureQueue()

/** `element` is what must be in sight. Ends, and forgets its pictures, when the returned function is called. */
export function watchPicture(
  employeeId: string,
  element: Element,
  onPicture: (picture: DeskPicture | undefined) => void,
): () => void {
  const aborter = new AbortController()
  let isInSight = false
  let pauseMs = everyMs
  let isAsking = false
  let askedAtMs = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  let withdraw = () => {}
  const kept: string[] = []

  const isSeen = () => isInSight && document.visibilityState === 'visible'
  const plan = (waitMs: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (isSeen() && !isAsking) withdraw = queue.add(ask)
    }, waitMs)
  }
  const ask = async () => {
    if (!isSeen() || aborter.signal.aborted) return
    isAsking = true
    askedAtMs = Date.now()
    const picture = await readPicture(employeeId, aborter.signal)
    isAsking = false
    if (aborter.signal.aborted) return
    pauseMs = picture ? everyMs : Math.min(pauseMs * 2, longestPauseMs)
    if (picture) {
      kept.push(picture.url)
      onPicture(picture)
      // The one before is still seen while the new one fades in.
      for (const url of kept.splice(0, kept.length - 2)) URL.revokeObjectURL(url)
    }
    plan(pauseMs * (0.9 + Math.random() * 0.2))
  }
  const look = () => {
    if (!isSeen()) return clearTimeout(timer)
    plan(Math.max(Math.random() * spreadMs, askedAtMs + pauseMs - Date.now()))
  }
  const observer = new IntersectionObserver(([entry]) => {
    isInSight = entry?.isIntersecting ?? false
    look()
  })
  observer.observe(element)
  document.addEventListener('visibilitychange', look)
  return () => {
    aborter.abort()
    observer.disconnect()
    document.removeEventListener('visibilitychange', look)
    clearTimeout(timer)
    withdraw()
    onPicture(undefined)
    for (const url of kept) URL.revokeObjectURL(url)
  }
}

async function readPicture(employeeId: string, signal: AbortSignal): Promise<DeskPicture | undefined> {
  try {
    const answer = await fetch(`/api/v1/employees/${employeeId}/picture`, { signal })
    if (!answer.ok) return undefined
    const url = URL.createObjectURL(await answer.blob())
    const image = new Image()
    image.src = url
    await image.decode()
    // Out of the browser's own memory it may be some seconds old.
    const sentAtMs = Date.parse(answer.headers.get('date') ?? '')
    return { url, takenAtMs: Math.min(Date.now(), sentAtMs || Date.now()) }
  } catch {
    return undefined
  }
}
