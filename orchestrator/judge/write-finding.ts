// What was found, as rows; and the verdict that follows from all of them.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { Check } from '#lib/wire/check.ts'
import { storable, storableJson } from '#orchestrator/turn/storable.ts'
import type { ClaimedRun } from './claim-work.ts'
import type { Finding } from './finding.ts'
import type { Work } from './work.ts'

const mostText = 4000

/** Nothing is written about a run that is not judged any more. */
export async function writeFinding(
  work: Work,
  check: Check,
  finding: Finding,
  durationMs: number,
): Promise<void> {
  const { companyId, taskId, runId } = work
  const { outcome } = finding
  const text = storable(finding.text).slice(0, mostText)
  const evidence = finding.evidence === undefined ? null : JSON.stringify(storableJson(finding.evidence))
  await transactAsOrchestrator((tx) =>
    sql`
      insert into check_results (company_id, task_id, run_id, check_id, kind, outcome, text, evidence, duration_ms)
      select ${companyId}::uuid, ${taskId}::uuid, ${runId}::uuid, ${check.id}, ${check.kind}, ${outcome}, ${text}, ${evidence}::jsonb,
        ${Math.round(durationMs)}::integer
      from tasks where id = ${taskId} and checking_run_id = ${runId}
      on conflict (run_id, check_id) do update set outcome = excluded.outcome, text = excluded.text, evidence = excluded.evidence,
        duration_ms = excluded.duration_ms, at = clock_timestamp()`.execute(tx),
  )
}

/** By check; what could not be seen before may be seen now, and is left out. */
export async function readFindings({ runId }: Work): Promise<Map<string, Finding>> {
  const rows = await transactAsOrchestrator((tx) =>
    tx
      .selectFrom('checkResults')
      .where('runId', '=', runId)
      .where('outcome', 'in', ['passed', 'failed'])
      .select(['checkId', 'outcome', 'text'])
      .$narrowType<{ outcome: 'passed' | 'failed' }>()
      .execute(),
  )
  return new Map(rows.map(({ checkId, outcome, text }) => [checkId, { outcome, text }]))
}

/** Where the task went; null when it had moved on. passed null: a person decides. */
export async function writeVerdict(
  run: ClaimedRun,
  passed: boolean | null,
  feedback: string,
): Promise<string | null> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<{ goesTo: string | null }>`
      select deskhand.judge_run(${run.taskId}, ${run.runId}, ${passed}::boolean, ${storable(feedback)}) as goes_to`.execute(
      tx,
    )
    return rows[0]?.goesTo ?? null
  })
}

export async function wakeDesk(employeeId: string): Promise<void> {
  await transactAsOrchestrator((tx) => sql`select deskhand.wake_desk(${employeeId})`.execute(tx))
}
