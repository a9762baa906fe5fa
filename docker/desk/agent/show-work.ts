// Brings to the front what the employee opens in the browser: tabs that a program opens stay behind the others, and whoever
// watches the desktop would see nothing of the work. What a person does while they have control is left as it is.
import { askVersion } from './ask-browser.ts'

interface ShowWorkInput {
  /** Chromium's own debugging port. */
  port: number
  /** Whether the employee, and nobody else, is using the browser right now. */
  isAtWork: () => boolean
  everyMs?: number
}

const lookEveryMs = 2000

/** Returns what stops it. */
export function showWork({ port, isAtWork, everyMs = lookEveryMs }: ShowWorkInput): () => void {
  let socket: WebSocket | null = null
  const watch = async () => {
    if (socket && socket.readyState <= WebSocket.OPEN) return
    const version = await askVersion(port)
    if (version) socket = followTargets(version.webSocketDebuggerUrl, isAtWork)
  }
  const timer = setInterval(() => void watch(), everyMs)
  return () => {
    clearInterval(timer)
    socket?.close()
  }
}

function followTargets(url: string, isAtWork: () => boolean): WebSocket {
  const socket = new WebSocket(url)
  const addresses = new Map<string, string>()
  let sent = 0
  const send = (method: string, params: object) => socket.send(JSON.stringify({ id: ++sent, method, params }))
  socket.onopen = () => send('Target.setDiscoverTargets', { discover: true })
  socket.onerror = () => socket.close()
  socket.onmessage = ({ data }) => {
    const page = pageIn(String(data))
    if (!page || addresses.get(page.targetId) === page.url) return
    addresses.set(page.targetId, page.url)
    if (isAtWork()) send('Target.activateTarget', { targetId: page.targetId })
  }
  return socket
}

interface Page {
  targetId: string
  url: string
}

/** The page that came to be or went somewhere, if the message tells of one. */
function pageIn(message: string): Page | null {
  const { method, params } = Object(JSON.parse(message))
  if (method !== 'Target.targetCreated' && method !== 'Target.targetInfoChanged') return null
  const { type, targetId, url } = Object(Object(params).targetInfo)
  return type === 'page' && typeof targetId === 'string' && typeof url === 'string' ? { targetId, url } : null
}
