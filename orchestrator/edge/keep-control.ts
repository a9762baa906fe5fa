// Who may drive which desktop right now, as a member's input is judged by it; and the employee's own input, held back meanwhile.
// Fails closed: when the database cannot be asked, nobody drives.
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import { type DeskControl, prolongControl, readControl, shortenControl } from './leases.ts'

export interface ControlOptions {
  hostName: string
  runtime: Pick<DeskRuntime, 'pauseInput'>
  /** Only who looks after this host's desks tells them anything. */
  mayAct: () => boolean
  /** Somebody has, or has lost, control of the desk. */
  onChange: (deskId: string) => void
  log: Log
}

export interface ControlKeeper {
  has: (deskId: string, userId: string) => boolean
  /** The person did something: control goes on, asked of the database once a minute at most. */
  note: (deskId: string, userId: string) => void
  /** The person's last stream of this desk is closed: control does not outlast it for long. */
  left: (deskId: string, userId: string) => void
  /** Looks at the database, and makes the desks so. */
  look: () => Promise<void>
}

const trustedForMs = 4_000
const prolongEveryMs = 60_000
/** A desk that holds its employee back is told again and again: it may have forgotten. */
const tellAgainMs = 10_000

interface Holder {
  userId: string
  until: number
}

interface Told {
  readyAt: number
  isPaused: boolean
  at: number
}

export function keepControl(options: ControlOptions): ControlKeeper {
  const { hostName, runtime, log, mayAct, onChange } = options
  const holders = new Map<string, Holder>()
  const told = new Map<string, Told>()
  const telling = new Set<string>()
  const prolonged = new Map<string, number>()
  let lookedAt = Number.NEGATIVE_INFINITY

  function remember(control: DeskControl[], at: number): void {
    const before = new Map(holders)
    holders.clear()
    for (const { deskId, userId, leftMs } of control)
      if (userId !== null && leftMs !== null) holders.set(deskId, { userId, until: at + leftMs })
    lookedAt = at
    for (const deskId of new Set([...before.keys(), ...holders.keys()]))
      if (before.get(deskId)?.userId !== holders.get(deskId)?.userId) onChange(deskId)
  }

  async function tell({ deskId, readyAt, userId }: DeskControl, at: number): Promise<void> {
    const isPaused = userId !== null
    const last = told.get(deskId)
    const isKnown = last?.readyAt === readyAt.getTime() && last.isPaused === isPaused
    if (telling.has(deskId) || (isKnown && (!isPaused || at - last.at < tellAgainMs))) return
    telling.add(deskId)
    try {
      await runtime.pauseInput(deskId, isPaused)
      told.set(deskId, { readyAt: readyAt.getTime(), isPaused, at })
    } catch (error) {
      told.delete(deskId)
      log.warn({ err: error, deskId, isPaused }, 'A desk could not be told who has control; trying again')
    } finally {
      telling.delete(deskId)
    }
  }

  return {
    has(deskId, userId) {
      const now = performance.now()
      const holder = holders.get(deskId)
      return holder?.userId === userId && now < holder.until && now - lookedAt < trustedForMs
    },
    note(deskId, userId) {
      const now = performance.now()
      const key = `${deskId} ${userId}`
      if (now - (prolonged.get(key) ?? Number.NEGATIVE_INFINITY) < prolongEveryMs) return
      prolonged.set(key, now)
      prolongControl(deskId, userId).catch((error: unknown) => {
        prolonged.delete(key)
        log.warn({ err: error, deskId }, 'Control of a desktop could not be prolonged')
      })
    },
    left(deskId, userId) {
      if (holders.get(deskId)?.userId !== userId) return
      prolonged.delete(`${deskId} ${userId}`)
      shortenControl(deskId, userId).catch((error: unknown) =>
        log.warn({ err: error, deskId }, 'Control of a desktop that was left ends only when its time is up'),
      )
    },
    async look() {
      const at = performance.now()
      const control = await readControl(hostName)
      remember(control, at)
      const present = new Set(control.map(({ deskId }) => deskId))
      for (const deskId of told.keys()) if (!present.has(deskId)) told.delete(deskId)
      for (const [key, time] of prolonged) if (at - time >= prolongEveryMs) prolonged.delete(key)
      if (mayAct()) for (const desk of control) void tell(desk, at)
    },
  }
}
