// Sees one claimed task through: a process of its own, then its report. When that process ends without one, this says so instead.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Claim } from '#lib/wire/run.ts'
import { readReport, writeReport } from '../outbox/report.ts'
import { sendReport } from '../outbox/send-report.ts'
import { fromRun, type ToRun } from '../run/messages.ts'
import { killGroup } from '../sandbox/launch.ts'
import { processEnvironment } from '../sandbox/process-environment.ts'
import type { Say } from '../say.ts'
import type { WorkerSettings } from '../settings.ts'
import { markExecutor, removeRun } from './clean-up.ts'

const program = join(import.meta.dirname, '../run/main.ts')

export interface CarriedRun {
  claim: Claim
  startedAtMs: number
  /** In the worker's own words. */
  state: string
  release: (reason: string) => void
  /** Its process has ended; the report may still have to be sent. */
  worked: Promise<void>
  /** All about it is over. Never rejects. */
  ended: Promise<void>
}

interface Surroundings {
  settings: WorkerSettings
  say: Say
  onDraining: () => void
  /** Ends the trying to send a report; it stays on disk. */
  giveUp: AbortSignal
}

export function carryRun(claim: Claim, surroundings: Surroundings): CarriedRun {
  const { settings, say } = surroundings
  const child = fork(program, [], {
    // Its own group: a terminal's Ctrl-C reaches us, and we decide what becomes of it.
    detached: true,
    env: processEnvironment(settings.environment),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const worked = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  const run: CarriedRun = {
    claim,
    startedAtMs: performance.now(),
    state: 'beginning',
    release: (reason) => send(child, { type: 'release', reason }),
    worked: worked.promise,
    ended: ended.promise,
  }
  say(`#${claim.task.number} ${claim.task.title}: begins (attempt ${claim.run.attempt}).`)
  send(child, { type: 'begin', claim, settings })
  void once(child, 'exit').finally(worked.resolve)
  follow(run, child, surroundings)
    .catch((error: unknown) =>
      say(`#${claim.task.number} ${error instanceof Error ? error.message : 'failed'}`),
    )
    .finally(ended.resolve)
  return run
}

function send(child: ChildProcess, message: ToRun) {
  // One that has ended in this moment is noticed by its end.
  if (child.connected) child.send(message, () => undefined)
}

async function follow(run: CarriedRun, child: ChildProcess, surroundings: Surroundings): Promise<void> {
  const { settings, say, onDraining, giveUp } = surroundings
  const { stateDir, connection } = settings
  const runId = run.claim.run.id
  let executorPid = 0
  let isLost = false
  child.on('message', (received) => {
    const message = fromRun.parse(received)
    if (message.type === 'started') {
      executorPid = message.pid
      void markExecutor(stateDir, runId, message.pid).catch(() => undefined)
    }
    if (message.type === 'progress') run.state = message.state
    if (message.type === 'draining') onDraining()
    if (message.type === 'lost') isLost = true
  })
  const [code, signal] = await once(child, 'exit')
  killGroup(executorPid)
  const number = run.claim.task.number
  if (isLost)
    say(`#${number} was given to somebody else or ended meanwhile: stopped, and nothing more is sent.`)
  else {
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`
    await writeReport(stateDir, {
      runId,
      taskNumber: number,
      siteUrl: connection.siteUrl,
      verb: 'fail',
      body: {
        leaseToken: run.claim.run.leaseToken,
        reason: `The process of the worker ${how} before the task was done.`,
        canRetry: true,
        summary: '',
      },
    })
    const report = await readReport(stateDir, runId)
    if (report) await sendReport({ stateDir, connection, say, signal: giveUp }, report)
  }
  await removeRun(stateDir, runId)
}
