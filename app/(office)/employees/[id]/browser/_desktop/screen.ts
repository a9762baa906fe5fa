// One connection to one desktop, drawn into an element. The only file that loads noVNC, and only where it is asked for.
import { MeasuredRfb } from './measured-rfb.ts'

type Quality = 'sharp' | 'balanced' | 'light'
type Zoom = 'fit' | 'actual'

export interface Look {
  quality: Quality
  zoom: Zoom
  /** Whether keys and pointer go to the desktop. */
  isDriving: boolean
}

/** How the connection came to its end; `wasOpen` says whether the desktop had been seen. */
export interface ScreenEnd {
  code: number
  reason: string
  wasOpen: boolean
  /** What was seen last, as the address of a picture. */
  lastPicture: string | undefined
}

export interface ScreenEvents {
  onOpen: () => void
  onEnd: (end: ScreenEnd) => void
  /** What was copied on the desktop. */
  onCopied: (text: string) => void
  onLatency: (ms: number) => void
}

export interface Screen {
  show: (look: Look) => void
  /** With `down` left out, the key is pressed and released. */
  sendKey: (keysym: number, code: string | null, down?: boolean) => void
  /** Puts a text on the desktop's clipboard. */
  putOnClipboard: (text: string) => void
  focus: () => void
  close: () => void
}

const levels: Record<Quality, { qualityLevel: number; compressionLevel: number }> = {
  sharp: { qualityLevel: 9, compressionLevel: 1 },
  balanced: { qualityLevel: 6, compressionLevel: 2 },
  light: { qualityLevel: 1, compressionLevel: 6 },
}
const measureEveryMs = 4_000

export function openScreen(target: HTMLElement, url: string, label: string, events: ScreenEvents): Screen {
  const socket = new WebSocket(url, ['binary'])
  const rfb = new MeasuredRfb(target, socket)
  rfb.viewOnly = true
  rfb.background = 'transparent'
  const canvas = target.querySelector('canvas')
  canvas?.setAttribute('role', 'img')
  canvas?.setAttribute('aria-label', label)
  const stopMeasuring = measure(rfb, socket, events.onLatency)
  let wasOpen = false
  let isClosed = false
  rfb.addEventListener('connect', () => {
    wasOpen = true
    if (!isClosed) events.onOpen()
  })
  rfb.addEventListener('clipboard', ({ detail }) => events.onCopied(detail.text))
  const end = (code: number, reason: string) => {
    stopMeasuring()
    if (isClosed) return
    isClosed = true
    events.onEnd({ code, reason, wasOpen, lastPicture: wasOpen ? pictureOf(rfb) : undefined })
  }
  socket.addEventListener('close', ({ code, reason }) => end(code, reason))
  // What is no desktop's language ends here, while the socket may still be open.
  rfb.addEventListener('disconnect', () => {
    if (socket.readyState !== WebSocket.CLOSED) socket.close()
  })
  return {
    show: (look) => applyLook(rfb, canvas, look),
    sendKey: (keysym, code, down) => rfb.sendKey(keysym, code, down),
    putOnClipboard: (text) => rfb.clipboardPasteFrom(text),
    focus: () => rfb.focus({ preventScroll: true }),
    close() {
      if (isClosed) return
      isClosed = true
      stopMeasuring()
      rfb.disconnect()
    },
  }
}

function applyLook(rfb: MeasuredRfb, canvas: HTMLCanvasElement | null, { quality, zoom, isDriving }: Look) {
  const { qualityLevel, compressionLevel } = levels[quality]
  rfb.qualityLevel = qualityLevel
  rfb.compressionLevel = compressionLevel
  rfb.viewOnly = !isDriving
  rfb.focusOnClick = isDriving
  rfb.showDotCursor = isDriving
  rfb.scaleViewport = zoom === 'fit'
  // A finger moves a large picture; while it drives, it is the pointer.
  const isTouch = matchMedia('(pointer: coarse)').matches
  rfb.clipViewport = zoom === 'actual' && isTouch
  rfb.dragViewport = zoom === 'actual' && isTouch && !isDriving
  if (canvas) canvas.tabIndex = isDriving ? 0 : -1
}

/** To the desktop and back, by a fence; to the edge and back where the desktop knows none. */
function measure(rfb: MeasuredRfb, socket: WebSocket, onLatency: (ms: number) => void): () => void {
  let number = 0
  let sentAtMs: number | undefined
  const send = () => {
    if (document.hidden || socket.readyState !== WebSocket.OPEN) return
    number = (number + 1) % 256
    sentAtMs = performance.now()
    if (!rfb.sendFence(number)) socket.send(`ping ${number}`)
  }
  const onBack = (back: number) => {
    if (back === number && sentAtMs !== undefined) onLatency(Math.round(performance.now() - sentAtMs))
    sentAtMs = undefined
  }
  rfb.onFence = onBack
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') onBack(Number(data.replace('pong ', '')))
  })
  const timer = setInterval(send, measureEveryMs)
  const first = setTimeout(send, 500)
  return () => {
    clearInterval(timer)
    clearTimeout(first)
  }
}

/** A desktop that was never drawn has no picture. */
function pictureOf(rfb: MeasuredRfb): string | undefined {
  try {
    return rfb.toDataURL('image/jpeg', 0.6)
  } catch {
    return undefined
  }
}
