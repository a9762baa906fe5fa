// The open streams of this process, so that whoever loses a right loses the stream.
import { closeCodes } from '#lib/wire/desktop.ts'
import type { DeskSession } from './sessions.ts'

export interface Viewer {
  session: DeskSession
  /** Control came or went: what is still held down is let go. */
  controlChanged: () => void
  close: (code: number, reason: string) => void
}

export interface Viewers {
  add: (viewer: Viewer) => void
  remove: (viewer: Viewer) => void
  /** Whether this session and its desk have room for one more. */
  hasRoom: (session: DeskSession) => boolean
  sessionIds: () => string[]
  ofDesk: (deskId: string) => Viewer[]
  revoke: (sessionId: string, why: string) => void
  closeAll: (code: number, why: string) => void
  count: () => number
}

const perSession = 4
const perDesk = 20

export function keepViewers(): Viewers {
  const open = new Set<Viewer>()
  const where = (test: (session: DeskSession) => boolean) => [...open].filter(({ session }) => test(session))
  return {
    add: (viewer) => void open.add(viewer),
    remove: (viewer) => void open.delete(viewer),
    hasRoom: ({ sessionId, deskId }) =>
      where((one) => one.sessionId === sessionId).length < perSession &&
      where((one) => one.deskId === deskId).length < perDesk,
    sessionIds: () => [...new Set([...open].map(({ session }) => session.sessionId))],
    ofDesk: (deskId) => where((one) => one.deskId === deskId),
    revoke(sessionId, why) {
      for (const viewer of where((one) => one.sessionId === sessionId)) viewer.close(closeCodes.revoked, why)
    },
    closeAll(code, why) {
      for (const viewer of open) viewer.close(code, why)
    },
    count: () => open.size,
  }
}
