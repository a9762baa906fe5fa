// A run whose company has used up all that its plan includes: a raise is neither offered nor taken, and more brings it on again.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerQuestion } from '#lib/question/answer-question.ts'
import { readTask } from '#lib/task/read-task.ts'
import { readRefusal } from '#orchestrator/turn/read-refusal.ts'
import { type DesksDatabase, openDesksDatabase } from '#tests/support/desks-at-work.ts'
import { outcome } from '#tests/support/verbs.ts'
import { firstNotes } from './claim-work.ts'
import { parkRun, resumeRuns } from './park-run.ts'

let database: DesksDatabase
beforeAll(async () => {
  database = await openDesksDatabase()
})
afterAll(() => database.close())

const usedUp = `insert into spend (company_id, scope, subject_id, period, spent_micros)
  select id, 'company', id, period, included_micros + extra_micros from companies,
    unnest(array['1970-01-01', deskhand.month_of(now())]) period where id = $1`

const refused = `insert into model_refusals (company_id, employee_id, run_id, reason, cap_micros, spent_micros, wanted_micros)
  select id, $2, $3, 'company_allowance', included_micros + extra_micros, included_micros + extra_micros, 100000
  from companies where id = $1`

it('is asked about in other words than a raise, and goes on once there is more', async () => {
  const desks = await database.furnish()
  const { companyId, owner } = desks.company
  const { id: taskId } = await desks.forAda()
  const run = await desks.claimed()
  await database.pool.query(usedUp, [companyId])
  await database.pool.query(refused, [companyId, desks.ada.employeeId, run.runId])
  const refusal = await readRefusal({ runId: run.runId })
  if (!refusal) throw new Error('Nothing was refused')
  await parkRun(run, firstNotes(run.runId), refusal)

  const [question] = (await readTask(owner, { id: taskId })).questions
  expect(question).toMatchObject({
    options: ['Go on', 'Stop'],
    text: expect.stringContaining('there is nothing to raise'),
    allowance: { reason: 'company_allowance', raiseByMicros: null },
  })
  const answer = (words: string) => answerQuestion(owner, { id: question?.id ?? '', answer: words })
  for (const words of ['Raise by $5', 'Go on'])
    expect(await outcome(() => answer(words))).toBe('limit_reached')
  await database.pool.query('update companies set extra_micros = extra_micros + 1000000 where id = $1', [
    companyId,
  ])
  expect(await answer('Go on')).toMatchObject({ state: 'answered' })
  await resumeRuns()
  const [latest] = (await readTask(owner, { id: taskId })).runs
  expect(latest).toMatchObject({ endedAt: null, parkedAt: null })
})
