// A worker: registers, takes tasks one after the other (or a few at once), and sees each through in a process of its own.
import { leftReports } from './outbox/report.ts'
import { sendReport } from './outbox/send-report.ts'
import type { Say } from './say.ts'
import type { WorkerSettings } from './settings.ts'
import { type CarriedRun, carryRun } from './supervisor/carry-run.ts'
import { claimTask } from './supervisor/claim-task.ts'
import { cleanUp } from './supervisor/clean-up.ts'
import { lockState } from './supervisor/lock-state.ts'
import { register } from './supervisor/register.ts'

export interface RunningWorker {
  status: () => string[]
  /** Finish what is begun and take nothing new. */
  drain: (why: string) => void
  /** Give back what is begun. */
  stop: () => void
  /** Settles when the last run has ended. @throws ApiProblem when the key is refused. */
  ended: Promise<void>
}

const claimWaitSeconds = 50
/** How long a worker that ends goes on trying to hand in its last reports; then they wait on disk for the next start. */
const lastTriesMs = { drain: 30_000, stop: 8000 }

/** @throws Error when another worker has this state folder. */
export async function startWorker(settings: WorkerSettings, say: Say): Promise<RunningWorker> {
  const { stateDir, connection, concurrency, maxTasks, maxIdleMs } = settings
  const unlock = await lockState(stateDir, settings.name)
  const runs = new Set<CarriedRun>()
  const draining = new AbortController()
  const giveUp = new AbortController()
  let isStopped = false
  let taken = 0
  let idleSinceMs = performance.now()

  const giveUpAfter = (ms: number) => setTimeout(() => giveUp.abort(), ms).unref()
  const runsOver = () => Promise.allSettled([...runs].map(({ ended }) => ended))

  function drain(why: string) {
    if (draining.signal.aborted) return
    say(`${why} ${runs.size > 0 ? 'Finishing what is begun; no new task is taken.' : 'Nothing is running.'}`)
    draining.abort()
    void Promise.all([...runs].map(({ worked }) => worked)).then(() => giveUpAfter(lastTriesMs.drain))
  }

  function stop() {
    if (isStopped) return
    isStopped = true
    say(runs.size > 0 ? 'Stopping now; what is begun is given back.' : 'Stopping.')
    draining.abort()
    for (const run of runs) run.release('The worker was stopped.')
    giveUpAfter(lastTriesMs.stop)
  }

  async function takeTasks(workerId: string): Promise<void> {
    const place = { workerId }
    while (!draining.signal.aborted) {
      if (maxTasks !== undefined && taken >= maxTasks)
        return drain('It has taken as many tasks as it was to.')
      if (runs.size >= concurrency) {
        await Promise.race([...runs].map(({ ended }) => ended))
        continue
      }
      const leftMs = idleLeftMs()
      if (leftMs <= 0) return drain('Nothing has come for as long as it was to wait.')
      const waitSeconds = Math.min(claimWaitSeconds, Math.ceil(leftMs / 1000))
      const found = await claimTask(settings, say, place, waitSeconds, draining.signal)
      if (!found) continue
      taken += 1
      const onDraining = () => drain('Somebody asked this worker to take no more tasks.')
      const run = carryRun(found, { settings, say, onDraining, giveUp: giveUp.signal })
      runs.add(run)
      void run.ended.finally(() => {
        runs.delete(run)
        idleSinceMs = performance.now()
      })
    }
  }

  function idleLeftMs(): number {
    if (maxIdleMs === undefined || runs.size > 0) return Number.POSITIVE_INFINITY
    return idleSinceMs + maxIdleMs - performance.now()
  }

  async function work() {
    try {
      await cleanUp(stateDir)
      for (const report of await leftReports(stateDir))
        await sendReport({ stateDir, connection, say, signal: giveUp.signal }, report)
      const workerId = await register(settings, say, draining.signal)
      if (workerId !== undefined) await takeTasks(workerId)
    } finally {
      await runsOver()
      await unlock()
    }
  }

  return {
    status: () => statusOf(settings.name, runs, taken, draining.signal.aborted),
    drain,
    stop,
    ended: work(),
  }
}

function statusOf(name: string, runs: Set<CarriedRun>, taken: number, isDraining: boolean): string[] {
  const now = performance.now()
  const lines = [...runs].map(
    ({ claim: { task }, state, startedAtMs }) =>
      `#${task.number} ${task.title}: ${state}, for ${Math.round((now - startedAtMs) / 1000)} s`,
  )
  const doing = runs.size === 0 ? 'waiting for tasks' : `${runs.size} running`
  return [`"${name}": ${isDraining ? 'taking no new tasks' : doing}, ${taken} taken so far.`, ...lines]
}
