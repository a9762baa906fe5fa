// Writes what was observed of a desk, when it has changed.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { Failure } from '#lib/wire/shapes.ts'
import type { DeskHistory } from './fleet.ts'
import { refuseRelease } from './releases/refuse-release.ts'
import type { Report } from './report.ts'

export interface ObservedWrite {
  deskId: string
  hostId: string
  past: DeskHistory
  report: Report
  now: number
}

/** Answers whether there was anything new. A desk that another host has by now is left to it. */
export async function writeObserved({ deskId, hostId, past, report, now }: ObservedWrite): Promise<boolean> {
  if (saysTheSame(past, report)) return false
  await transactAsOrchestrator(async (tx) => {
    const written = await tx
      .updateTable('desks')
      .set(columnsOf(past, report, now))
      .where('id', '=', deskId)
      .where('hostId', '=', hostId)
      .returning('employeeId')
      .executeTakeFirst()
    if (written && report.refuses !== undefined) await refuseRelease(tx, deskId, report.refuses)
    if (report.state !== 'gone' || !written?.employeeId) return
    await tx
      .updateTable('employees')
      .set({ leftAt: new Date(now) })
      .where('id', '=', written.employeeId)
      .where('firedAt', 'is not', null)
      .where('leftAt', 'is', null)
      .execute()
  })
  return true
}

function columnsOf(past: DeskHistory, report: Report, now: number) {
  const phaseAt = phaseStart(past, report, now)
  return {
    observedState: report.state,
    observedPhase: report.phase,
    observedPhaseAt: new Date(phaseAt),
    observedGeneration: report.generation,
    observedNudge: report.nudge,
    observedFailure: report.failure === null ? null : JSON.stringify(report.failure),
    observedCrashes: report.crashes.map((crash) => new Date(crash)),
    observedNextAttemptAt: report.nextAttemptAt === null ? null : new Date(report.nextAttemptAt),
    observedRelease: report.build.release,
    provenRelease: report.build.proven,
    observedComplaint: report.build.complaint === null ? null : JSON.stringify(report.build.complaint),
    observedAt: new Date(now),
    // By the database's clock: it tells how long the start took when the desk is ready.
    ...(report.isLaunch ? { launchedAt: sql<Date>`clock_timestamp()` } : {}),
  }
}

function phaseStart(past: DeskHistory, { state, phase, phaseSince }: Report, now: number): number {
  const isSame = past.state === state && past.phase === phase
  return isSame ? past.phaseAt : (phaseSince ?? now)
}

function saysTheSame(past: DeskHistory, report: Report): boolean {
  return JSON.stringify(inOrder(past)) === JSON.stringify(inOrder(report))
}

function inOrder({
  state,
  phase,
  generation,
  nudge,
  failure,
  crashes,
  nextAttemptAt,
  build,
}: Omit<DeskHistory, 'phaseAt'>) {
  return [
    state,
    phase,
    generation,
    nudge,
    ...wordsOf(failure),
    crashes,
    nextAttemptAt,
    build.release,
    build.proven,
    ...wordsOf(build.complaint),
  ]
}

/** What comes back from the database has its keys in another order. */
const wordsOf = (failure: Failure | null) => [failure?.code, failure?.text, failure?.action]
