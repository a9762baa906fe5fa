// The dispatcher: has the desks of this host work on tasks. Hints only say where to look.
import { sql } from 'kysely'
import type { Registry } from 'prom-client'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { EventHint } from '#lib/wire/event.ts'
import type { HintListener } from '#orchestrator/events/listen-hints.ts'
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { Lines } from '#orchestrator/gateway/keep-lines.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import { defaultLimits, type Limits } from '#orchestrator/turn/next-step.ts'
import { claimWork, type FreeDesk, readFreeDesks } from './claim-work.ts'
import { hearDesks } from './hear-desks.ts'
import { endForgottenRuns, resumeRuns } from './park-run.ts'
import { readRuns } from './read-runs.ts'
import { routeTasks } from './route-tasks.ts'
import { keepRunCarriers } from './run-carriers.ts'

export interface DispatchOptions {
  hostName: string
  runtime: Pick<DeskRuntime, 'exec'>
  lines: Lines
  hints: HintListener
  /** Only who looks after this host's desks has them work. */
  mayAct: () => boolean
  registry: Registry
  log: Log
  limits?: Partial<Limits>
}

export interface Dispatch {
  stop: () => Promise<void>
}

const sweepMs = 3_000
const afterFailureMs = 1_000
/** However many hints come. */
const atMostEveryMs = 150
const workersEveryMs = 60_000
const kinds = new Set(['work', 'task', 'run', 'employee', 'billing'])

export function startDispatch(options: DispatchOptions): Dispatch {
  const { hostName, runtime, lines, hints, mayAct, registry, log } = options
  const alarm = newAlarm()
  let isStopped = false
  let workersDueAt = 0

  const carriers = keepRunCarriers({
    runtime,
    line: (deskId) => lines.of(deskId),
    limits: { ...defaultLimits, ...options.limits },
    log,
    mayAct,
    registry,
    onEnd: alarm.ring,
  })
  lines.listen(hearDesks({ carriers, lines, mayAct, log, onNews: alarm.ring }))

  /** One that fails holds up none of the others. False when one did. */
  async function step(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      log.warn({ err: error, step: what }, 'A step of giving out tasks failed; trying again')
      return false
    }
  }

  async function look(): Promise<boolean> {
    const went = [
      await step('keep workers', keepWorkersWhenDue),
      await step('see workers', () => seeWorkers(hostName)),
      await step('resume runs', async () => {
        if (await resumeRuns()) log.info('Runs that were parked go on')
      }),
      await step('follow runs', followRuns),
      await step('wake desks', async () => {
        if (await wakeSleepers()) log.debug('Desks are woken for tasks')
      }),
      await step('route tasks', routeTasks),
      await step('take tasks', async () => {
        for (const desk of await readFreeDesks(hostName)) await step('take a task', () => takeTask(desk))
      }),
    ]
    return went.every((isGood) => isGood)
  }

  async function keepWorkersWhenDue(): Promise<void> {
    if (Date.now() < workersDueAt) return
    await keepWorkers()
    await endForgottenRuns()
    workersDueAt = Date.now() + workersEveryMs
  }

  async function followRuns(): Promise<void> {
    const carried = carriers.all()
    await carriers.follow(await readRuns(hostName), carried)
  }

  async function takeTask(desk: FreeDesk): Promise<void> {
    if (isStopped || !mayAct() || !lines.isOpen(desk.employeeId)) return
    const run = await claimWork(desk)
    if (run) carriers.begin(run)
  }

  async function keepLooking(): Promise<void> {
    while (!isStopped) {
      const startedAt = Date.now()
      const isCalm = mayAct() && (await look())
      await alarm.wait(startedAt + (isCalm ? sweepMs : afterFailureMs))
      await pause(startedAt + atMostEveryMs - Date.now())
    }
  }

  function heed({ kind }: EventHint): void {
    if (kind === 'employee') workersDueAt = 0
    if (kinds.has(kind)) alarm.ring()
  }

  const unsubscribe = hints.subscribe({ hint: heed, resync: alarm.ring })
  const looking = keepLooking()
  return {
    async stop() {
      isStopped = true
      unsubscribe()
      alarm.ring()
      await Promise.all([looking, carriers.stop()])
    },
  }
}

function pause(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms))
}

async function keepWorkers(): Promise<void> {
  await transactAsOrchestrator((tx) => sql`select deskhand.keep_desk_workers()`.execute(tx))
}

async function seeWorkers(hostName: string): Promise<void> {
  await transactAsOrchestrator((tx) => sql`select deskhand.see_desk_workers(${hostName})`.execute(tx))
}

async function wakeSleepers(): Promise<boolean> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<{ woken: number }>`select deskhand.wake_desks_with_tasks() as woken`.execute(tx),
  )
  return (rows[0]?.woken ?? 0) > 0
}
