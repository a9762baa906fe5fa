// The runs this process carries.
import type { Registry } from 'prom-client'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import type { Limits } from '#orchestrator/turn/next-step.ts'
import { type CarryRunOptions, carryRun, type RunCarrier } from './carry-run.ts'
import { firstNotes, noteActivity, takeOver } from './claim-work.ts'
import { meterRuns } from './metrics.ts'
import type { AliveRun } from './read-runs.ts'
import type { RunFacts } from './run.ts'

export interface RunCarriers {
  all: () => RunCarrier[]
  ofSession: (sessionKey: string) => RunCarrier | undefined
  /** Begins a run that was just claimed. */
  begin: (run: RunFacts) => void
  /** Tells the carriers what rows say, ends those that are not among them, and takes what nobody carries. */
  follow: (alive: AliveRun[], carriedBefore: readonly RunCarrier[]) => Promise<void>
  stop: () => Promise<void>
}

export interface RunCarriersOptions {
  runtime: Pick<DeskRuntime, 'exec'>
  line: (deskId: string) => GatewayConnection | undefined
  limits: Limits
  log: Log
  mayAct: () => boolean
  registry: Registry
  onEnd: () => void
}

export function keepRunCarriers(options: RunCarriersOptions): RunCarriers {
  const { log, mayAct, limits, runtime } = options
  const meters = meterRuns(options.registry)
  const carriers = new Map<string, RunCarrier>()
  let isStopped = false

  function carry(run: RunFacts, how: Pick<CarryRunOptions, 'notes' | 'news' | 'kept' | 'wasSent'>): void {
    if (isStopped || carriers.has(run.runId)) return
    const line = () => options.line(run.deskId)
    const exec: CarryRunOptions['exec'] = (command, timeoutMs) =>
      runtime.exec(run.deskId, command, { timeoutMs })
    const carrier = carryRun({ run, ...how, line, exec, limits, log, mayAct })
    carriers.set(run.runId, carrier)
    meters.open.set(carriers.size)
    void noteEnd(carrier, performance.now()).finally(() => {
      carriers.delete(run.runId)
      meters.open.set(carriers.size)
      options.onEnd()
    })
  }

  async function noteEnd({ run, done }: RunCarrier, startedAt: number): Promise<void> {
    const { runId, employeeId } = run
    try {
      const end = await done
      if (!end) return
      meters.runs.inc(end)
      meters.duration.observe((performance.now() - startedAt) / 1000)
      log.info({ runId, ...end }, 'A run at a desk has ended')
      await noteActivity(employeeId)
    } catch (error) {
      log.error({ err: error, runId }, 'A run was dropped; the next look takes it up')
    }
  }

  async function adopt(alive: AliveRun): Promise<void> {
    const taken = await takeOver(alive)
    if (!taken) return
    meters.takenOver.inc()
    log.info({ runId: alive.runId }, 'A run is taken over')
    carry(taken.run, { notes: taken.notes, kept: taken.kept, news: alive, wasSent: true })
  }

  return {
    all: () => [...carriers.values()],
    ofSession: (sessionKey) => [...carriers.values()].find((carrier) => carrier.sessionKey === sessionKey),
    begin(run) {
      const news = { usedUp: undefined, desk: undefined, questions: [] }
      carry(run, { notes: firstNotes(run.runId), news, kept: 0, wasSent: false })
    },
    async follow(alive, carriedBefore) {
      const byId = new Map(alive.map((run) => [run.runId, run]))
      // Only those that were there before the rows were read: one that was begun since is not missing.
      for (const carrier of carriedBefore) {
        const news = byId.get(carrier.run.runId)
        if (news) carrier.give(news)
        else carrier.end()
      }
      for (const run of alive) if (!carriers.has(run.runId)) await adopt(run)
    },
    async stop() {
      isStopped = true
      const all = [...carriers.values()]
      for (const carrier of all) carrier.letGo()
      await Promise.allSettled(all.map(({ done }) => done))
    },
  }
}
