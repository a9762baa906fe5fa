// A run that may not spend any more: it is let go of, people are asked, and it goes on when they said so, whichever way.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerQuestion } from '#lib/question/answer-question.ts'
import { listOpenQuestions } from '#lib/question/list-open-questions.ts'
import { heartbeat } from '#lib/run/heartbeat.ts'
import { cancelTask } from '#lib/task/cancel-task.ts'
import { readTask } from '#lib/task/read-task.ts'
import { updateTask } from '#lib/task/update-task.ts'
import type { RefusalReason } from '#lib/wire/refusal.ts'
import { addMember } from '#tests/support/company.ts'
import {
  askAsOrchestrator,
  type DesksAtWork,
  type DesksDatabase,
  openDesksDatabase,
} from '#tests/support/desks-at-work.ts'
import { outcome, outcomes } from '#tests/support/verbs.ts'
import { firstNotes, readFreeDesks, takeOver } from './claim-work.ts'
import { endForgottenRuns, parkRun, resumeRuns } from './park-run.ts'
import { readRuns } from './read-runs.ts'
import type { RunFacts } from './run.ts'

let database: DesksDatabase
let desks: DesksAtWork
beforeAll(async () => {
  database = await openDesksDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  desks = await database.furnish()
})

const dollar = 1_000_000
const cap = 2 * dollar
const refusal = (reason: RefusalReason = 'task_allowance') => ({
  reason,
  capMicros: cap,
  spentMicros: cap,
  wantedMicros: 100_000,
  raisableMicros: null,
  said: 'the same step 25 times',
})

/** As the model proxy counts: the task has spent all it may. */
const spend = (scope: string, subjectId: string, micros: number, period = '1970-01-01') =>
  database.pool.query(
    `insert into spend (company_id, scope, subject_id, period, spent_micros) values ($1, $2, $3, $4, $5)
      on conflict (company_id, scope, subject_id, period) do update set spent_micros = excluded.spent_micros`,
    [desks.company.companyId, scope, subjectId, period, micros],
  )

async function parked(reason: RefusalReason = 'task_allowance'): Promise<RunFacts> {
  const task = await desks.forAda({ allowanceMicros: cap })
  const run = await desks.claimed()
  await spend('task', task.id, cap)
  await parkRun(run, firstNotes(run.runId), refusal(reason))
  return run
}
const read = (run: RunFacts) => readTask(desks.company.owner, { id: run.task.id })
const questionOf = async (run: RunFacts) => {
  const found = (await read(run)).questions.find(({ state }) => state === 'open')
  if (!found) throw new Error('Nothing is asked')
  return found
}
const answer = async (run: RunFacts, words: string) =>
  answerQuestion(desks.company.owner, { id: (await questionOf(run)).id, answer: words })
/** Whether it goes on now; others of the same installation may. */
const goesOnNow = async (run: RunFacts) => {
  await resumeRuns()
  const [latest] = (await read(run)).runs
  return latest?.endedAt === null && latest.parkedAt === null
}
const isParked = async (run: RunFacts) => (await read(run)).runs[0]?.parkedAt !== null

describe('a run that may not spend any more', () => {
  it('is neither failed nor an attempt, and says what it waits for', async () => {
    const run = await parked()
    const task = await read(run)
    expect(task).toMatchObject({
      status: 'running',
      openQuestions: 1,
      why: { code: 'asks_to_continue', owner: 'you', text: expect.stringContaining('$2.00 of $2.00') },
    })
    expect(task.runs).toMatchObject([{ endedAt: null, outcome: null, parkedAt: expect.any(String) }])
    expect(task.questions).toMatchObject([
      { kind: 'allowance', options: ['Raise by $1.00 and go on', 'Stop'], allowance: { capMicros: cap } },
    ])
    const open = await listOpenQuestions(desks.company.owner, { limit: 10 })
    expect(open.items.map(({ kind }) => kind)).toEqual(['allowance'])
  })

  it('is told to people, in the top bar as well', async () => {
    await parked()
    const { rows } = await database.pool.query(
      'select kind from notifications where company_id = $1 and settled_at is null',
      [desks.company.companyId],
    )
    expect(rows).toEqual([{ kind: 'question' }])
  })

  it('leaves its desk to others, who may also fall asleep', async () => {
    const run = await parked()
    expect(await askAsOrchestrator(`deskhand.has_work('${desks.ada.employeeId}')::int`)).toBe(0)
    expect(await readRuns(desks.hostName)).toEqual([])
    const next = await desks.forAda()
    expect((await desks.claimed()).task.id).toBe(next.id)
    expect(await isParked(run)).toBe(true)
  })

  it('has no lease any more, and is not lost for it', async () => {
    const run = await parked()
    await database.pool.query(`update runs set lease_expires_at = now() - interval '1 hour' where id = $1`, [
      run.runId,
    ])
    await askAsOrchestrator('deskhand.sweep_leases()')
    expect(await isParked(run)).toBe(true)
    expect(
      await outcome(() => heartbeat('orchestrator', { runId: run.runId, leaseToken: run.leaseToken })),
    ).toBe('lease_lost')
    const alive = { ...run, taskId: run.task.id, usedUp: undefined, desk: undefined, questions: [] }
    expect(await takeOver(alive)).toBeUndefined()
  })

  it('stays parked while there is no room for its next step', async () => {
    const run = await parked()
    expect(await goesOnNow(run)).toBe(false)
    await updateTask(desks.company.owner, { id: run.task.id, allowanceMicros: cap + 50_000 })
    expect(await goesOnNow(run)).toBe(false)
    expect(await isParked(run)).toBe(true)
  })
})

describe('it goes on, with the turn of its question in its own session,', () => {
  const goesOn = async (run: RunFacts) => {
    const asked = (await read(run)).questions.at(-1)
    expect(await goesOnNow(run)).toBe(true)
    const [alive] = await readRuns(desks.hostName)
    const taken = alive && (await takeOver(alive))
    expect(taken?.notes).toMatchObject({
      ...firstNotes(run.runId),
      gatewayRunId: asked?.id,
      delivered: [asked?.id],
    })
    expect(taken?.run).toMatchObject({ runId: run.runId, attempt: 1 })
    expect((await read(run)).openQuestions).toBe(0)
  }

  it('after the question was answered with a raise', async () => {
    const run = await parked()
    expect(await answer(run, 'Raise by $3.50')).toMatchObject({ state: 'answered' })
    expect((await read(run)).allowanceMicros).toBe(cap + 3.5 * dollar)
    await goesOn(run)
  })

  it('after the task’s own allowance was raised elsewhere', async () => {
    const run = await parked()
    await updateTask(desks.company.owner, { id: run.task.id, allowanceMicros: 2 * cap })
    await goesOn(run)
  })

  it('after the month has turned', async () => {
    const task = await desks.forAda()
    const run = await desks.claimed()
    await database.pool.query('update employees set allowance_micros = $2 where id = $1', [
      desks.ada.employeeId,
      cap,
    ])
    const { rows } = await database.pool.query(
      "select to_char(deskhand.month_of(now()), 'YYYY-MM-DD') as month",
    )
    await spend('employee', desks.ada.employeeId, cap, rows[0]?.month)
    await parkRun(run, firstNotes(run.runId), refusal('employee_allowance'))
    expect(await goesOnNow(run)).toBe(false)
    expect((await read(run)).why?.text).toContain('begins anew on 1 ')
    await database.pool.query(`update spend set period = '2026-01-01' where subject_id = $1`, [
      desks.ada.employeeId,
    ])
    await goesOn(run)
    expect(task.id).toBe(run.task.id)
  })

  it('and wakes its desk', async () => {
    const run = await parked()
    await desks.setDesk(`desired_state = 'asleep'`)
    await answer(run, 'Raise by $5 and go on')
    await goesOn(run)
    const { rows } = await database.pool.query('select desired_state from desks where id = $1', [
      desks.ada.deskId,
    ])
    expect(rows).toEqual([{ desired_state: 'running' }])
  })

  it('but not before its desk is free', async () => {
    const run = await parked()
    await desks.forAda()
    const other = await desks.claimed()
    await answer(run, 'Raise by $5')
    expect(await goesOnNow(run)).toBe(false)
    expect((await read(run)).why).toMatchObject({ code: 'about_to_continue', owner: 'platform' })
    await cancelTask(desks.company.owner, { id: other.task.id })
    await goesOn(run)
  })

  it('but not while its employee is paused', async () => {
    const run = await parked()
    await answer(run, 'Raise by $5')
    await desks.setDesk(`desired_state = 'stopped'`)
    expect(await goesOnNow(run)).toBe(false)
    expect((await read(run)).why).toMatchObject({ code: 'assignee_paused', owner: 'you' })
  })
})

describe('an answer', () => {
  it('of two members at once raises once', async () => {
    const run = await parked()
    const { id } = await questionOf(run)
    const both = [1, 2].map(() => () => answerQuestion(desks.company.owner, { id, answer: 'Raise by $5' }))
    expect(await outcomes(both)).toEqual(['conflict', 'done'])
    expect((await read(run)).allowanceMicros).toBe(cap + 5 * dollar)
  })

  it('raises nothing that somebody has raised meanwhile', async () => {
    const run = await parked()
    await updateTask(desks.company.owner, { id: run.task.id, allowanceMicros: 3 * cap })
    await answer(run, 'Raise by $5')
    expect((await read(run)).allowanceMicros).toBe(3 * cap)
  })

  it('has to be enough for the next step', async () => {
    const run = await parked()
    expect(await outcome(() => answer(run, 'Raise by $0.05'))).toBe('invalid')
    expect(await outcome(() => answer(run, 'Go on'))).toBe('invalid')
    expect(await outcome(() => answer(run, 'Whatever you think'))).toBe('invalid')
    expect((await read(run)).allowanceMicros).toBe(cap)
  })

  it('may be a stop: the task is cancelled', async () => {
    const run = await parked()
    await answer(run, 'Stop')
    const task = await read(run)
    expect(task).toMatchObject({ status: 'cancelled', questions: [{ state: 'answered', answer: 'Stop' }] })
    expect(await goesOnNow(run)).toBe(false)
  })

  it('with money is for managers; anybody may stop', async () => {
    const run = await parked()
    const member = await addMember(database.pool, desks.company.companyId)
    const { id } = await questionOf(run)
    expect(await outcome(() => answerQuestion(member, { id, answer: 'Raise by $5' }))).toBe('not_allowed')
    expect(await outcome(() => answerQuestion(member, { id, answer: 'Stop' }))).toBe('done')
  })

  it('that leaves another allowance in the way leaves the question open, about that one', async () => {
    const run = await parked()
    const { rows } = await database.pool.query(
      "select to_char(deskhand.month_of(now()), 'YYYY-MM-DD') as month",
    )
    await database.pool.query('update employees set allowance_micros = 0 where id = $1', [
      desks.ada.employeeId,
    ])
    await spend('employee', desks.ada.employeeId, 0, rows[0]?.month)
    // The employee's is looked at first.
    expect(await answer(run, 'Raise by $4')).toMatchObject({
      state: 'open',
      text: expect.stringContaining('of this task'),
    })
    expect(await answer(run, 'Raise by $4')).toMatchObject({ state: 'answered' })
    expect(await goesOnNow(run)).toBe(true)
  })

  it('lets one go on whom a breaker stopped', async () => {
    const task = await desks.forAda()
    const run = await desks.claimed()
    await parkRun(run, firstNotes(run.runId), {
      ...refusal('no_progress'),
      capMicros: null,
      spentMicros: null,
    })
    expect(await goesOnNow(run)).toBe(false)
    expect(await questionOf(run)).toMatchObject({
      text: expect.stringContaining('the same step 25 times'),
      options: ['Go on', 'Stop'],
    })
    await answer(run, 'Go on')
    expect(await goesOnNow(run)).toBe(true)
    const { rows } = await database.pool.query('select 1 from breaker_eases where employee_id = $1', [
      desks.ada.employeeId,
    ])
    expect(rows).toHaveLength(1)
    expect(task.id).toBe(run.task.id)
  })
})

describe('while it is parked', () => {
  it('it can be cancelled', async () => {
    const run = await parked()
    await cancelTask(desks.company.owner, { id: run.task.id })
    expect(await read(run)).toMatchObject({
      status: 'cancelled',
      openQuestions: 0,
      runs: [{ outcome: 'cancelled' }],
    })
    expect(await goesOnNow(run)).toBe(false)
  })

  it('nobody of the company begins anything new on an allowance of the company that is used up', async () => {
    await desks.forAda()
    const run = await desks.claimed()
    await parkRun(run, firstNotes(run.runId), refusal('company_allowance'))
    const grace = await desks.addPerson('Grace')
    await desks.give({ assigneeId: grace.employeeId })
    expect(await readFreeDesks(desks.hostName)).toEqual([])
  })

  it('an employee who is let go gives it back', async () => {
    const run = await parked()
    await database.pool.query(
      `update employees set fired_at = now(), home_kept_until = now() + interval '1 minute' where id = $1`,
      [desks.ada.employeeId],
    )
    expect(await goesOnNow(run)).toBe(true)
    expect(await readRuns(desks.hostName)).toMatchObject([{ runId: run.runId, desk: { isChoice: true } }])
  })

  it('nobody decides for four weeks: the task is given back, and no attempt counts', async () => {
    const run = await parked()
    await database.pool.query(`update runs set parked_at = now() - interval '27 days' where id = $1`, [
      run.runId,
    ])
    await endForgottenRuns()
    expect(await isParked(run)).toBe(true)
    await database.pool.query(`update runs set parked_at = now() - interval '29 days' where id = $1`, [
      run.runId,
    ])
    await endForgottenRuns()
    expect(await read(run)).toMatchObject({
      status: 'ready',
      attempts: 0,
      openQuestions: 0,
      runs: [{ outcome: 'released', parkedAt: null }],
    })
  })

  it('a second refusal asks anew', async () => {
    const run = await parked()
    await answer(run, 'Raise by $1')
    await resumeRuns()
    const [alive] = await readRuns(desks.hostName)
    const taken = alive && (await takeOver(alive))
    if (!taken) throw new Error('It did not go on')
    await spend('task', run.task.id, cap + dollar)
    await parkRun(taken.run, taken.notes, refusal())
    expect((await read(run)).questions.map(({ state }) => state)).toEqual(['answered', 'open'])
  })
})
