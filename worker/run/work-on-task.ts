// One run from its claim to a report in the outbox. Belongs to a process that does nothing else and then ends.
import { mkdir } from 'node:fs/promises'
import type { Claim } from '#lib/wire/run.ts'
import type { Conclusion } from '../executor/executor.ts'
import { openExecution } from '../executor/open-execution.ts'
import { type FinalReport, writeReport } from '../outbox/report.ts'
import { placesOf } from '../places.ts'
import type { WorkerSettings } from '../settings.ts'
import { handIn, takeInventory } from './artifacts.ts'
import { fetchAttachments } from './attachments.ts'
import { type Lease, openLease } from './lease.ts'
import { type LogLines, openLog } from './log-lines.ts'
import type { FromRun } from './messages.ts'
import { openProgress } from './progress.ts'
import { reportable } from './reportable.ts'
import { runExecutor } from './run-executor.ts'

const logPatienceMs = 10_000

/** `release` ends it early, with the reason why it was aborted. */
export async function workOnTask(
  settings: WorkerSettings,
  claim: Claim,
  tell: (message: FromRun) => void,
  release: AbortSignal,
): Promise<void> {
  const lease = openLease(settings.connection, claim, { onDraining: () => tell({ type: 'draining' }) })
  const log = openLog(lease)
  lease.lost.addEventListener('abort', () => tell({ type: 'lost' }), { once: true })
  const conclusion = await work(settings, claim, { lease, log, tell, release }).catch(
    (error: unknown): Conclusion => ({
      kind: 'failed',
      reason: error instanceof Error ? error.message : 'The worker failed.',
      canRetry: true,
      summary: '',
    }),
  )
  if (!lease.lost.aborted) await log.finish(logPatienceMs)
  lease.stop()
  if (lease.lost.aborted) return
  const report = release.aborted ? released(String(release.reason)) : reported(reportable(conclusion))
  const { id: runId, leaseToken } = claim.run
  const about = { runId, taskNumber: claim.task.number, siteUrl: settings.connection.siteUrl }
  await writeReport(settings.stateDir, report(about, leaseToken))
}

interface Desk {
  lease: Lease
  log: LogLines
  tell: (message: FromRun) => void
  release: AbortSignal
}

async function work(
  settings: WorkerSettings,
  claim: Claim,
  { lease, log, tell, release }: Desk,
): Promise<Conclusion> {
  const places = placesOf(settings.stateDir, claim.run.id)
  for (const folder of [places.home, places.work]) await mkdir(folder, { recursive: true, mode: 0o700 })
  const signal = AbortSignal.any([lease.lost, release])
  await fetchAttachments(settings.connection, claim.task, places.work, signal)
  const before = await takeInventory(places.work)
  const progress = openProgress(lease, (state) => tell({ type: 'progress', state }))
  const conclusion = await runExecutor(settings, openExecution(settings.executor), claim, places, {
    onStarted: (pid) => tell({ type: 'started', pid }),
    hear(heard) {
      if (heard.lines.length > 0) log.add(heard.lines)
      if (heard.progress) progress(heard.progress)
    },
    signal,
  })
  if (conclusion.kind === 'failed' || signal.aborted) return conclusion
  log.add(await handIn(lease, places.work, before))
  return conclusion
}

type About = Pick<FinalReport, 'runId' | 'taskNumber' | 'siteUrl'>

const released = (reason: string) => (about: About, leaseToken: string) =>
  ({ ...about, verb: 'release', body: { leaseToken, reason } }) as const

const reported =
  (conclusion: Conclusion) =>
  (about: About, leaseToken: string): FinalReport => {
    if (conclusion.kind === 'failed') {
      const { reason, canRetry, summary, code } = conclusion
      const body = { leaseToken, reason, canRetry, summary, ...(code && { code }) }
      return { ...about, verb: 'fail', body }
    }
    const { summary, result, usage } = conclusion
    const body = { leaseToken, summary, ...(result !== undefined && { result }), ...(usage && { usage }) }
    return { ...about, verb: 'complete', body }
  }
