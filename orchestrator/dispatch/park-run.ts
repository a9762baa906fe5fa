// Lets go of a run that may not spend any more, and asks people whether it shall go on. It goes on in its own session, from there.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { capFigures } from '#lib/allowance/cap-figures.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { type AskToContinue, askToContinue, type Refusal } from '#lib/question/ask-to-continue.ts'
import { hashOf } from '#lib/run/lease.ts'
import { workAs } from '#lib/run/work-as.ts'
import type { RunFacts, RunNotes } from './run.ts'

/** @throws AppError `lease_lost`. The turn with which it goes on has the id of the question, so that nobody needs to remember how far it came. */
export async function parkRun(run: RunFacts, notes: RunNotes, refusal: Refusal): Promise<void> {
  const id = randomUUID()
  const { text, options, allowance }: AskToContinue = askToContinue(refusal, run.employeeName, new Date())
  const ask = JSON.stringify({ id, text, options, allowance })
  const then = JSON.stringify({ ...notes, gatewayRunId: id, delivered: [...notes.delivered, id] })
  await workAs('orchestrator', (tx) =>
    sql`select deskhand.park_run(${run.runId}, ${hashOf(run.leaseToken)}, ${refusal.reason}, ${refusal.wantedMicros},
      ${then}::jsonb, ${ask}::jsonb)`.execute(tx),
  )
}

/** Those that may go on do. Answers with how many. */
export async function resumeRuns(): Promise<number> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<{ resumed: number }>`select deskhand.resume_parked(${capFigures}::jsonb) as resumed`.execute(tx),
  )
  return rows[0]?.resumed ?? 0
}

/** What nobody decided about is given back, and refusals that nobody asks about any more are forgotten. */
export async function endForgottenRuns(): Promise<void> {
  await transactAsOrchestrator(async (tx) => {
    await sql`select deskhand.end_forgotten_runs()`.execute(tx)
    await sql`delete from model_refusals where at < now() - interval '90 days'`.execute(tx)
  })
}
