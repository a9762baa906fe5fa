// The WebSocket of a desktop: who asks is looked at whole before the first byte is carried.
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { closeCodes } from '#lib/wire/desktop.ts'
import type { Refusal } from './answer.ts'
import { type CarriedStream, carryStream } from './carry-stream.ts'
import { secretHashOf } from './cookie.ts'
import type { EdgeParts } from './edge-parts.ts'
import { isFromSite, placeOf } from './gate.ts'
import { hasRate } from './has-rate.ts'
import { type DeskSession, findSession } from './sessions.ts'
import type { Viewer } from './viewers.ts'

const maxMessageBytes = 1_100_000
const subprotocol = 'binary'
const opensPerMinute = 60

export function openDesktops(): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    // Answered by the stream, as far as the viewer reads the answers.
    autoPong: false,
    maxPayload: maxMessageBytes,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  })
}

export interface Welcome {
  session: DeskSession
  withClipboard: boolean
}

/** Whether this upgrade may go on. Decides nothing from what a proxy could have added. */
export async function welcome(request: IncomingMessage, parts: EdgeParts): Promise<Welcome | Refusal> {
  const place = placeOf(request, parts.hostsUrl)
  if (!place) return { status: 404, reason: 'host' }
  if (place.path !== '/desktop' || request.method !== 'GET') return { status: 404, reason: 'path' }
  if (!isFromSite(request, parts.siteOrigin)) return { status: 403, reason: 'origin' }
  const secretHash = secretHashOf(request)
  if (!secretHash) return { status: 401, reason: 'cookie' }
  const session = await findSession(secretHash, place.label)
  if (!session) return { status: 401, reason: 'session' }
  if (session.hostName !== parts.hostName) return { status: 421, reason: 'elsewhere' }
  const bucket = `edge:desktop:${session.sessionId}`
  if (!(await hasRate(bucket, opensPerMinute))) return { status: 429, reason: 'rate' }
  return { session, withClipboard: place.query.get('clipboard') === '1' }
}

/** From the first moment on the stream can be revoked, also while the desk is still being asked. */
export async function serveDesktop(socket: WebSocket, welcomed: Welcome, parts: EdgeParts): Promise<void> {
  const { session } = welcomed
  const { viewers, metrics } = parts
  if (!viewers.hasRoom(session)) {
    metrics.refused('too_many')
    return socket.close(closeCodes.tooMany, 'too many viewers')
  }
  let stream: Pick<CarriedStream, 'close' | 'controlChanged'> = {
    close: (code, reason) => socket.close(code, reason),
    controlChanged: () => undefined,
  }
  const viewer: Viewer = {
    session,
    close: (code, reason) => stream.close(code, reason),
    controlChanged: () => stream.controlChanged(),
  }
  viewers.add(viewer)
  socket.once('close', () => {
    viewers.remove(viewer)
    const { deskId, userId } = session
    if (!viewers.ofDesk(deskId).some((other) => other.session.userId === userId))
      parts.control.left(deskId, userId)
  })
  socket.on('error', () => socket.terminate())
  socket.pause()
  const desktop = await openStream(session, parts)
  if (socket.readyState !== socket.OPEN || !desktop) {
    desktop?.destroy()
    socket.resume()
    if (!desktop) socket.close(closeCodes.deskEnded, 'the desk cannot be reached')
    return
  }
  stream = carryStream(socket, desktop, {
    mayInput: () => session.mayControl && parts.control.has(session.deskId, session.userId),
    onInput: () => parts.control.note(session.deskId, session.userId),
    withClipboard: welcomed.withClipboard,
    metrics,
    ...(parts.streamLimits ? { limits: parts.streamLimits } : {}),
  })
  socket.resume()
}

async function openStream(
  { deskId }: DeskSession,
  { runtime, log, metrics }: EdgeParts,
): Promise<Duplex | undefined> {
  try {
    return await runtime.openDesktop(deskId)
  } catch (error) {
    metrics.refused('desk')
    log.info({ err: error, deskId }, 'A desktop could not be reached')
    return undefined
  }
}
