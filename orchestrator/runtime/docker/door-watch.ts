// What every running desk last said of itself. Each is listened to on its own, so that one that hangs keeps nobody waiting.
import { setTimeout as sleep } from 'node:timers/promises'
import { type DeskStatus, deskStatus } from './desk-status.ts'
import { type Door, listenAtDoor } from './door.ts'
import { keepListening } from './keep-listening.ts'

export interface DoorSight {
  status: DeskStatus | undefined
  /** When it was last heard of, or first listened for. */
  heardAt: number
  /** Since when it is not ready, by our own clock; what it says of that itself nobody has to believe. */
  unreadySince: number
}

export interface DoorWatch {
  /** Listens to these desks and to no others. */
  follow: (deskIds: readonly string[]) => void
  sight: (deskId: string) => DoorSight | undefined
  /** Resolves when all that are followed have been heard once, or when that takes too long. */
  heardAll: () => Promise<void>
  /** What it said before holds no longer: it is being started or ended. */
  forget: (deskId: string) => void
  close: () => void
}

interface Ear extends DoorSight {
  heard: Promise<void>
  stop: () => void
}

/** A desk speaks every 15 s at least. */
const silentAfterMs = 40_000
const firstWordWithinMs = 1_500

export function watchDoors(doorOf: (deskId: string) => Door, onChange: (deskId: string) => void): DoorWatch {
  const ears = new Map<string, Ear>()

  function listen(deskId: string): Ear {
    const { promise: heard, resolve } = Promise.withResolvers<void>()
    const mayHint = hintsOf()
    const begunAt = Date.now()
    const unreadySince = readinessOf(begunAt)
    const ear: Ear = {
      status: undefined,
      heardAt: begunAt,
      unreadySince: begunAt,
      heard,
      stop: () => undefined,
    }
    ear.stop = keepListening({
      open: () => listenAtDoor(doorOf(deskId), '/watch'),
      silentAfterMs,
      onLine: (line) => {
        const status = statusIn(line)
        if (!status) return
        const isNews = hasChanged(ear.status, status)
        Object.assign(ear, { status, heardAt: Date.now(), unreadySince: unreadySince(status) })
        resolve()
        if (isNews && mayHint()) onChange(deskId)
      },
      onBreak: () => onChange(deskId),
    })
    return ear
  }

  function drop(deskId: string): void {
    ears.get(deskId)?.stop()
    ears.delete(deskId)
  }

  return {
    follow(deskIds) {
      const wanted = new Set(deskIds)
      for (const deskId of [...ears.keys()]) if (!wanted.has(deskId)) drop(deskId)
      for (const deskId of wanted) if (!ears.has(deskId)) ears.set(deskId, listen(deskId))
    },
    sight: (deskId) => ears.get(deskId),
    async heardAll() {
      const news = [...ears.values()].filter(
        ({ status, heardAt }) => !status && Date.now() - heardAt < firstWordWithinMs,
      )
      if (news.length === 0) return
      await Promise.race([
        Promise.all(news.map(({ heard }) => heard)),
        sleep(firstWordWithinMs, undefined, { ref: false }),
      ])
    },
    forget: drop,
    close: () => {
      for (const deskId of [...ears.keys()]) drop(deskId)
    },
  }
}

const steadyMs = 60_000

/** A moment of readiness ends no start: who is ready now and then would be starting for ever. */
function readinessOf(begunAt: number): (status: DeskStatus) => number {
  let since = begunAt
  let readyAt: number | undefined
  return ({ state }) => {
    const now = Date.now()
    if (state === 'ready') readyAt ??= now
    else {
      if (readyAt !== undefined && now - readyAt >= steadyMs) since = now
      readyAt = undefined
    }
    return since
  }
}

const hintsAtOnce = 40
const hintAgainMs = 1_000

/** A desk that changes all the time makes nobody look all the time: what was not told is seen with the next look anyway. */
function hintsOf(): () => boolean {
  let left = hintsAtOnce
  let countedAt = performance.now()
  return () => {
    const now = performance.now()
    left = Math.min(hintsAtOnce, left + (now - countedAt) / hintAgainMs)
    countedAt = now
    if (left < 1) return false
    left -= 1
    return true
  }
}

function statusIn(line: string): DeskStatus | undefined {
  try {
    return deskStatus.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

/** Figures change all the time; only what somebody would act on is news. */
function hasChanged(before: DeskStatus | undefined, now: DeskStatus): boolean {
  return before === undefined || JSON.stringify(gist(before)) !== JSON.stringify(gist(now))
}

function gist({ state, phase, generation, filesHash, configHash, parts, failure, home }: DeskStatus) {
  const states = Object.values(parts).map(({ state: partState, restarts }) => [partState, restarts])
  return [
    state,
    phase,
    generation,
    filesHash,
    configHash,
    states,
    failure?.code,
    home.bytes > home.limitBytes,
  ]
}
