// What is true of a desk, from what is remembered, what the engine shows and what the desk says of itself. Pure.
import type { Failure } from '#lib/wire/shapes.ts'
import type { ObservedDesk } from '../desk-runtime.ts'
import type { DeskRecord } from './desk-record.ts'
import { awaitingHandover, type DeskStatus } from './desk-status.ts'
import type { DoorSight } from './door-watch.ts'
import { gaveUp } from './explain-end.ts'

export interface DeskSigns {
  deskId: string
  record: DeskRecord | undefined
  /** false where what would be told at the door is lost. */
  hasHandover: boolean
  container: 'running' | 'resting' | 'missing'
  /** From the container's label. */
  generation: number
  /** It is the container that would be made today. */
  isAsWanted: boolean
  sight: DoorSight | undefined
  gatehouseUpSince: number | undefined
  drift: string[]
  now: number
}

/** A desk speaks every 15 s; it may miss one. */
const toleratedSilenceMs = 40_000

export function describeDesk(signs: DeskSigns): ObservedDesk {
  return signs.container === 'running' ? runningDesk(signs) : restingDesk(signs)
}

function restingDesk({
  deskId,
  record,
  container,
  isAsWanted,
  hasHandover,
  generation,
}: DeskSigns): ObservedDesk {
  if (!record)
    return { deskId, generation, filesHash: '', configHash: '', release: null, ...made('making_home', 0) }
  const isWhole = container === 'resting' && isAsWanted && hasHandover
  const { filesHash, release } = record
  const facts = {
    deskId,
    generation: record.generation,
    filesHash,
    configHash: isWhole ? record.configHash : '',
    release,
  }
  if (record.exit && !record.stopAskedAt) {
    const { at, ...exit } = record.exit
    return { ...facts, state: 'exited', phase: 'exited', since: new Date(at), exit }
  }
  if (record.stopAskedAt) return { ...facts, ...made('stopped', record.stopAskedAt) }
  return { ...facts, ...made(record.configHash === '' ? 'making_home' : 'made', record.changedAt) }
}

function made(phase: string, since: string | number) {
  return { state: 'made', phase, since: new Date(since) } as const
}

function runningDesk(signs: DeskSigns): ObservedDesk {
  const { deskId, record, sight, isAsWanted, hasHandover } = signs
  const told = sight?.status?.generation === null ? undefined : sight?.status
  const facts = {
    deskId,
    generation: told?.generation ?? record?.generation ?? signs.generation,
    filesHash: told?.filesHash ?? record?.filesHash ?? '',
    configHash: isAsWanted && hasHandover ? (told?.configHash ?? record?.configHash ?? '') : '',
    release: record?.release ?? null,
    ...complaintOf(signs),
  }
  return { ...facts, ...stateOf(signs) }
}

type DeskLife = Pick<ObservedDesk, 'state' | 'phase' | 'since' | 'exit'>

function stateOf(signs: DeskSigns): DeskLife {
  const { record, sight, now } = signs
  const startedAt = new Date(record?.startAskedAt ?? sight?.status?.since ?? now)
  if (record?.stopAskedAt)
    return { state: 'starting', phase: 'stopping', since: new Date(record.stopAskedAt) }
  const silentSince = silenceOf(signs)
  if (silentSince !== undefined) return { state: 'starting', phase: 'not_answering', since: silentSince }
  const status = sight?.status
  if (!status) {
    // Without a gatehouse nobody can be heard: that is no desk's fault, and no reason to end it.
    const isDeaf = signs.gatehouseUpSince === undefined
    return {
      state: 'starting',
      phase: isDeaf ? 'waiting_for_gatehouse' : 'opening_door',
      since: isDeaf ? new Date(now) : startedAt,
    }
  }
  if (status.state === 'ready') return { state: 'ready', phase: 'ready', since: new Date(status.since) }
  if (status.state === 'failed') return failedLife(status)
  const hasRestarted = Object.values(status.parts).some(({ restarts }) => restarts > 0)
  const since = hasRestarted ? believedSince(status.since, signs, startedAt) : startedAt
  return { state: 'starting', phase: status.phase, since }
}

/** Within this time a desk that starts its parts again and again gives up by itself. */
const believedForMs = 5 * 60_000

/** Whoever starts holds a place that others wait for: for how long is not for the desk alone to say. */
function believedSince(said: string, { sight }: DeskSigns, startedAt: Date): Date {
  const unreadySince = Math.max(sight?.unreadySince ?? 0, startedAt.getTime())
  return new Date(Math.min(Date.parse(said), unreadySince + believedForMs))
}

function failedLife(status: DeskStatus): DeskLife {
  const since = new Date(status.since)
  const failure = status.failure ?? { text: 'The desk gave up.', action: 'Start it again.' }
  const lost = Object.values(status.parts).find(({ state }) => state === 'down') ?? status.parts.gateway
  const { at: _, ...exit } = gaveUp(failure, lost.lastExit, since)
  return { state: 'exited', phase: 'exited', since, exit }
}

/** Counts only while the gatehouse stands: it is deaf otherwise, not they dumb. */
function silenceOf({ sight, gatehouseUpSince, now }: DeskSigns): Date | undefined {
  if (!sight || gatehouseUpSince === undefined) return undefined
  const since = Math.max(sight.heardAt, gatehouseUpSince)
  return now - since > toleratedSilenceMs ? new Date(since) : undefined
}

/** What should be handed over and is not: the last orchestrator ended in between. */
export function needsHandover({ container, sight, record, hasHandover }: DeskSigns): boolean {
  const isWaiting = sight?.status?.phase === awaitingHandover || sight?.status?.generation === null
  return container === 'running' && isWaiting && hasHandover && record !== undefined && !record.stopAskedAt
}

/** The worst of what is wrong. */
function complaintOf(signs: DeskSigns): { complaint?: Failure } {
  const { sight, drift } = signs
  if (silenceOf(signs)) return { complaint: silent }
  if (drift.length > 0) return { complaint: drifted(drift) }
  const status = sight?.status
  if (!status) return {}
  if (status.home.limitBytes > 0 && status.home.bytes >= status.home.limitBytes * nearlyFull)
    return { complaint: homeFull(status) }
  const ailing = Object.entries(status.parts).find(
    ([, part]) => part.state === 'backing_off' || part.state === 'down',
  )
  if (!ailing) return status.failure ? { complaint: status.failure } : {}
  const [name, { lastExit }] = ailing
  return {
    complaint: {
      code: `${name}_${lastExit?.cause ?? 'down'}`,
      text: lastExit?.reason ?? `The ${wordFor(name)} of this desk does not run.`,
      action: lastExit?.action ?? 'It is being started again by itself.',
    },
  }
}

const nearlyFull = 0.98
const wordFor = (part: string) =>
  ({ display: 'screen', windows: 'desktop', browser: 'browser' })[part] ?? part

const silent: Failure = {
  code: 'desk_silent',
  text: 'The desk runs and does not answer. Its files are safe.',
  action: 'If it stays silent, it is started again by itself.',
}

function drifted(drift: string[]): Failure {
  return {
    code: 'desk_drifted',
    text: `Somebody changed this desk's container: ${drift.join(', ')}. It is not as locked in as it should be.`,
    action: 'Restart the employee: the desk is made anew, and its home stays.',
  }
}

function homeFull({ home: { bytes, limitBytes } }: DeskStatus): Failure {
  const gigabytes = (size: number) => (size / 1e9).toFixed(1)
  return {
    code: 'home_full',
    text: `The home of this desk is full: ${gigabytes(bytes)} of ${gigabytes(limitBytes)} GB.`,
    action: 'Ask the employee to delete what is not needed any more.',
  }
}
