// Questions of a desk at work: a row each, which people see and answer.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { DeskQuestion } from '#orchestrator/gateway/questions.ts'
import { storable } from '#orchestrator/turn/storable.ts'
import type { RunFacts } from './run.ts'

/** Asking the same again does nothing. False when the run has ended meanwhile. */
export function askPeople(run: RunFacts, asked: DeskQuestion): Promise<boolean> {
  return transactAsOrchestrator(async (tx) => {
    const alive = await tx
      .selectFrom('runs')
      .where('id', '=', run.runId)
      .where('endedAt', 'is', null)
      .select('id')
      .executeTakeFirst()
    if (!alive) return false
    const text = storable(asked.text).slice(0, 4000) || 'The employee asks something without words.'
    const row = await tx
      .insertInto('questions')
      .values({
        id: randomUUID(),
        companyId: run.companyId,
        taskId: run.task.id,
        runId: run.runId,
        employeeId: run.employeeId,
        askerKey: asked.id.slice(0, 200),
        text,
        options: asked.options.slice(0, 12).map((option) => storable(option).slice(0, 200)),
      })
      .onConflict((conflict) => conflict.columns(['runId', 'askerKey']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row) return true
    await sql`select set_config('deskhand.actor', ${`employee:${run.employeeId}`}, true)`.execute(tx)
    const note = JSON.stringify({ questionId: row.id, text })
    await sql`select deskhand.note_task(${run.task.id}, 'asked', ${note}::jsonb, ${run.runId})`.execute(tx)
    return true
  })
}

/** The work goes on without an answer: nobody needs to give one any more. */
export async function withdrawQuestions(runId: string): Promise<void> {
  await transactAsOrchestrator((tx) =>
    tx
      .updateTable('questions')
      .set({ state: 'withdrawn' })
      .where('runId', '=', runId)
      .where('state', '=', 'open')
      .execute(),
  )
}
