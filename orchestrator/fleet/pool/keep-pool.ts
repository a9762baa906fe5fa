// Keeps a few desks made and ready before anybody is hired: lays out, drains, and waits longer each time they fail.
import { freemem } from 'node:os'
import type { ObservedState } from '#lib/desk/lifecycle.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import { type HostReadiness, isWarm } from '../fleet.ts'
import { oneMoreTime } from '../one-more-time.ts'
import type { WantedDesk } from '../read-desired.ts'
import { planPool } from './plan-pool.ts'
import { drainDesk, layOutDesks, readDemand } from './pool-rows.ts'
import { type PoolBounds, poolSize } from './pool-size.ts'

export interface PoolOptions {
  bounds: PoolBounds
  runtime: Pick<DeskRuntime, 'name'>
  host: () => HostReadiness
  hostId: () => string
  mayAct: () => boolean
  log: Log
  /** Something was laid out or sent away. */
  onChange: () => void
  onSize: (size: number) => void
}

export interface Pool {
  /** Called after each look with what was seen. */
  see: (wanted: WantedDesk[]) => void
  /** Whether there was a warm desk at the last look. */
  hasDesks: () => boolean
}

const gigabyte = 1024 ** 3
/** A gateway at rest, measured; in a container a browser and a desktop come on top. */
const deskBytes: Record<DeskRuntime['name'], number> = {
  process: gigabyte,
  docker: 1.6 * gigabyte,
  kubernetes: 1.6 * gigabyte,
}
const takesMemory: ReadonlySet<ObservedState> = new Set(['starting', 'ready'])
const unmeasuredStartMs = 15_000
const failurePausesMs = [30_000, 60_000, 300_000, 900_000]

export function keepPool(options: PoolOptions): Pool {
  const { bounds, log } = options
  let seen: WantedDesk[] = []
  let failures = 0
  let pausedUntil = 0
  const warm = () => seen.filter(({ desired }) => isWarm(desired))
  const keeping = oneMoreTime(keep, (error) =>
    log.warn({ err: error }, 'The warm desks could not be kept; the next look tries again'),
  )

  async function keep(): Promise<void> {
    const size = await sizeNow()
    options.onSize(size)
    const mayLayOut = options.host().is === 'ready' && Date.now() >= pausedUntil
    const { layOut, drain, hasFailures } = planPool(seen, size, mayLayOut)
    if (!options.mayAct() || (layOut === 0 && drain.length === 0)) return
    if (hasFailures) pause()
    for (const deskId of drain)
      if (await drainDesk(deskId)) log.info({ deskId }, 'A warm desk is not needed any more')
    if (layOut > 0 && !hasFailures) {
      const laidOut = await layOutDesks(options.hostId(), size)
      log.info({ laidOut, size }, 'Warm desks are laid out')
    }
    options.onChange()
  }

  async function sizeNow(): Promise<number> {
    if (bounds.min === 0 || bounds.max === 0) return 0
    const { hiresLastHour, startMs = unmeasuredStartMs } = await readDemand(options.hostId())
    const runningDesks = seen.filter(({ desired }) => !isWarm(desired) && desired.state === 'running').length
    const warmDesks = warm().filter(({ history }) => takesMemory.has(history.state)).length
    const facts = { hiresLastHour, startMs, runningDesks, warmDesks, freeBytes: freemem() }
    return poolSize({ ...facts, deskBytes: deskBytes[options.runtime.name] }, bounds)
  }

  function pause(): void {
    pausedUntil = Date.now() + (failurePausesMs[failures] ?? failurePausesMs.at(-1) ?? 0)
    failures += 1
    log.warn({ failures }, 'A warm desk did not become ready; the next one is laid out later')
  }

  return {
    see(wanted) {
      seen = wanted
      if (warm().some(({ history }) => history.state === 'ready')) failures = 0
      if (options.mayAct() && (bounds.min > 0 || warm().length > 0)) keeping.ask()
    },
    hasDesks: () => warm().length > 0,
  }
}
