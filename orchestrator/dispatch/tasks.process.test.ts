// Tasks go in by the verbs and come out as rows: the whole orchestrator, a real gateway, the practice model.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { answerQuestion } from '#lib/question/answer-question.ts'
import { attachFile } from '#lib/task/attach-file.ts'
import { cancelTask } from '#lib/task/cancel-task.ts'
import { createTask } from '#lib/task/create-task.ts'
import { sendBack } from '#lib/task/send-back.ts'
import { updateTask } from '#lib/task/update-task.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import type { OrchestratorProcess } from '#tests/support/orchestrator.ts'
import { wordsOf } from '#tests/support/recorded-model.ts'
import { openTaskOffice, type TaskOffice } from '#tests/support/task-office.ts'

let fresh: FreshDatabase
let office: TaskOffice
let orchestrator: OrchestratorProcess
beforeAll(async () => {
  fresh = await freshDatabase()
  office = await openTaskOffice(fresh.databaseUrl)
  orchestrator = await office.start()
})
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(orchestrator.log())
  await office.close()
  await fresh.drop()
})

// The one employee does one task at a time: what one test leaves open would keep all others waiting.
afterEach(async () => {
  if (orchestrator.isGone()) orchestrator = await office.start()
  await office.clear()
})

const asked = z.looseObject({ model: z.string(), thinking: z.unknown() })
const callFor = (text: string) => asked.parse(office.callsFor(text).at(-1))
const exec = (command: string) => `DO exec ${JSON.stringify({ command })}`
const patiently = { timeout: 180_000, interval: 50 }

/** A task is read in several statements: what counts questions is read a moment before the questions themselves. */
const askedOnce = (task: { questions: readonly unknown[]; openQuestions: number }) =>
  task.questions.length === 1 && task.openQuestions === 1

describe('a task', () => {
  it('waits for its desk, runs there, and ends with what was made, said and done', async () => {
    const task = await office.give(
      `PROGRESS writing - the first file\n${exec('mkdir -p TASK_FOLDER/sub && echo hello > TASK_FOLDER/a.txt && echo deep > TASK_FOLDER/sub/b.txt && ln -s /etc/passwd TASK_FOLDER/link')}\nSAY Two files are made.`,
    )
    const done = await office.finished(task)
    expect(done).toMatchObject({ status: 'done', summary: 'Two files are made.', attempts: 1 })
    expect(await office.made(task)).toEqual({ 'a.txt': 'hello\n', 'sub/b.txt': 'deep\n' })
    const tools = await office.timeline(task, 'tool')
    expect(tools.map(({ data }) => [data.name, data.phase, data.isError])).toEqual([
      ['exec', 'started', undefined],
      ['exec', 'ended', false],
    ])
    expect(tools[0]?.data.summary).toContain('mkdir -p')
    expect((await office.timeline(task, 'progress')).map(({ data }) => data)).toEqual([
      { state: 'writing', note: 'the first file' },
    ])
    expect(await office.logOf(task)).toContain('Two files are made.')
    expect(done.runs[0]?.worker.employeeId).toBe(office.ada.employeeId)
  })
})

describe('the context of a task', () => {
  it('is fresh each time, and has what people gave along', async () => {
    const first = await office.give('SAY the word is heliotrope')
    await office.finished(first)
    const second = await office.give('SAY second', { draft: true, title: 'The second one' })
    await attachFile(office.member, { taskId: second.id, name: 'notes.txt', content: Buffer.from('read me') })
    await updateTask(office.member, {
      id: second.id,
      description: exec('cat TASK_FOLDER/attachments/notes.txt'),
      status: 'ready',
    })
    const done = await office.finished(second)
    expect(done.summary).toContain('read me')
    const words = office.callsFor('The second one').map(wordsOf).join('\n')
    expect(words).not.toContain('heliotrope')
    expect(await office.made(second)).toEqual({})
  })

  it('has the model and the thinking of the task, whatever the employee thinks with', async () => {
    await office.finished(
      await office.give('SAY thought through', { model: 'claude-haiku-4-5', thinking: 'high' }),
    )
    expect(callFor('thought through')).toMatchObject({
      model: 'claude-haiku-4-5',
      thinking: { type: 'enabled', budget_tokens: 16_384 },
    })
    await office.finished(await office.give('SAY not thought through', { thinking: 'off' }))
    expect(callFor('not thought through')).toMatchObject({
      model: 'claude-sonnet-4-5',
      thinking: { type: 'disabled' },
    })
  })

  it('has what was said when it was sent back, and the files of before', async () => {
    const task = await office.give(
      `${exec('echo one > TASK_FOLDER/count.txt')}\nAGAIN ${exec('cat TASK_FOLDER/count.txt && echo two >> TASK_FOLDER/count.txt')}`,
      { needsReview: true },
    )
    await office.until(task, ({ status }) => status === 'in_review')
    await sendBack(office.member, { id: task.id, feedback: 'Count further' })
    const again = await office.until(task, ({ status, attempts }) => status === 'in_review' && attempts === 1)
    expect(again.runs).toHaveLength(2)
    expect(office.callsFor('What was said about the last attempt').map(wordsOf).join('')).toContain(
      'Count further',
    )
    expect(await office.made(task)).toMatchObject({ 'count.txt': 'one\ntwo\n' })
  })
})

describe('what a run costs', () => {
  it('is written down for the run, also while the employee answers in a conversation', async () => {
    const task = await office.give('SLOW 4')
    await office.until(task, ({ status }) => status === 'running')
    const answer = await office.ended(await office.send('SAY meanwhile'))
    expect(answer).toMatchObject({ status: 'complete', text: 'meanwhile' })
    const done = await office.finished(task)
    const { rows } = await office.pool.query(
      'select run_id, message_id, cost_micros from ledger_entries where message_id = $1 or run_id = $2',
      [answer.id, done.runs[0]?.id],
    )
    expect(rows.filter((row) => row.run_id !== null && row.message_id === null)).toHaveLength(1)
    expect(rows.filter((row) => row.run_id === null && row.message_id !== null)).toHaveLength(1)
    expect(done.costMicros).toBeGreaterThan(0)
  })

  it('is held back before anything is spent: without room it asks, and can be cancelled', async () => {
    const task = await office.give(`${exec('echo expensive')}\nSLOW 60`, { allowanceMicros: 1 })
    const waiting = await office.until(task, ({ why }) => why?.code === 'asks_to_continue')
    expect(waiting).toMatchObject({
      status: 'running',
      costMicros: 0,
      questions: [{ kind: 'allowance', state: 'open' }],
    })
    await cancelTask(office.member, { id: task.id })
    await vi.waitFor(() => expect(office.model.openCalls()).toBe(0), patiently)
    expect(office.callsFor('echo expensive')).toEqual([])
  })
})

describe('a question', () => {
  it('waits for a person while the lease is kept, and the answer goes on with the same run', async () => {
    const task = await office.give('ASK Which colour? | Blue | Red')
    const waiting = await office.until(task, askedOnce)
    expect(waiting).toMatchObject({ status: 'running', openQuestions: 1 })
    expect(waiting.questions[0]).toMatchObject({
      text: 'Which colour?',
      options: ['Blue', 'Red'],
      state: 'open',
    })
    const answeredAt = performance.now()
    await answerQuestion(office.member, { id: waiting.questions[0]?.id ?? '', answer: 'Green, please' })
    const done = await office.finished(task)
    office.note('answered -> task done', answeredAt)
    expect(done).toMatchObject({ status: 'done', attempts: 1 })
    expect(done.runs).toHaveLength(1)
    expect(office.callsFor('Which colour?').map(wordsOf)).toHaveLength(2)
    expect(JSON.stringify(office.model.calls.at(-1))).toContain('Green, please')
    expect(await office.timeline(task, 'asked')).toHaveLength(1)
    expect(await office.timeline(task, 'answered')).toHaveLength(1)
  })

  it('that waits longer than the desk does is answered in a turn of its own', async () => {
    const question = {
      id: 'when',
      header: 'When',
      question: 'When?',
      options: [{ label: 'Now' }, { label: 'Never' }],
    }
    const task = await office.give(
      `DO ask_user ${JSON.stringify({ questions: [question], timeoutSeconds: 30 })}\nSAY settled`,
    )
    const asked = await office.until(task, askedOnce)
    await vi.waitFor(
      () => expect(orchestrator.log()).toContain('waits for a person without its desk'),
      patiently,
    )
    expect(await office.read(task)).toMatchObject({ status: 'running', openQuestions: 1 })
    await answerQuestion(office.member, { id: asked.questions[0]?.id ?? '', answer: 'Tomorrow' })
    const done = await office.finished(task)
    expect(done).toMatchObject({ status: 'done', attempts: 1 })
    const [first, second, ...others] = office.callsFor('When?').map(wordsOf)
    expect(first).not.toContain('Tomorrow')
    expect(second).toContain('Tomorrow')
    expect(others).toEqual([])
  })

  it('in a conversation does not hold up the answer', async () => {
    const answer = await office.ended(await office.send('ASK Shall I? | Yes | No'))
    expect(answer).toMatchObject({ status: 'complete', text: expect.stringContaining('no_answer') })
  })
})

describe('a task that is stopped', () => {
  it('is stopped at the desk at once', async () => {
    const task = await office.give('SLOW 60')
    await vi.waitFor(() => expect(office.model.openCalls()).toBe(1), patiently)
    const startedAt = performance.now()
    await cancelTask(office.member, { id: task.id })
    await vi.waitFor(() => expect(office.model.openCalls()).toBe(0), patiently)
    office.note('cancelled -> the model is not asked any more', startedAt)
    expect(performance.now() - startedAt).toBeLessThan(3000)
    expect(await office.read(task)).toMatchObject({ status: 'cancelled' })
  })
})

describe('a model that fails', () => {
  it('fails the attempt with the reason in words', async () => {
    const task = await office.give('FAIL 400', { maxAttempts: 1 })
    const failed = await office.finished(task)
    expect(failed).toMatchObject({ status: 'failed', failure: { text: expect.stringContaining('failed') } })
  })
})

describe('two tasks of nobody', () => {
  it('go to an employee with a reason, one after the other', async () => {
    const made = await Promise.all(
      ['SAY first', 'SAY second'].map((description) =>
        createTask(office.member, { title: 'Anybody', description, plan: 'none', needsReview: false }),
      ),
    )
    for (const task of made) expect(await office.finished(task)).toMatchObject({ status: 'done' })
  })
})

describe('a desk', () => {
  const want = (change: string) =>
    office.pool.query(`update desks set ${change}, desired_at = now() where id = $1`, [office.ada.deskId])

  it('that was killed in the middle of a run takes it up again', async () => {
    const task = await office.give(`${exec('echo once >> TASK_FOLDER/once.txt')}\nSLOW 6`)
    await vi.waitFor(async () => expect(await office.timeline(task, 'tool')).toHaveLength(2), patiently)
    await vi.waitFor(() => expect(office.model.openCalls()).toBe(1), patiently)
    process.kill(await office.gatewayPid(), 'SIGKILL')
    const done = await office.finished(task)
    expect(done).toMatchObject({ status: 'done', attempts: 1, summary: expect.stringMatching(/word60$/) })
    expect(await office.made(task)).toEqual({ 'once.txt': 'once\n' })
  })

  it('that is paused in the middle gives the task back, and nothing counts', async () => {
    const task = await office.give('SLOW 60')
    await vi.waitFor(() => expect(office.model.openCalls()).toBe(1), patiently)
    await want("desired_state = 'stopped'")
    const waiting = await office.until(
      task,
      ({ status, runs }) => status === 'ready' && runs[0]?.outcome === 'released',
    )
    expect(waiting).toMatchObject({ attempts: 0, why: { code: expect.stringContaining('paused') } })
    expect(await office.timeline(task, 'reported')).toMatchObject([
      { data: { outcome: 'released', summary: 'Ada was paused in the middle of it.' } },
    ])
  })

  it('that is asleep is woken for a task, and does it', async () => {
    await want("desired_state = 'asleep'")
    await vi.waitFor(async () => {
      const { rows } = await office.pool.query('select observed_state from desks where id = $1', [
        office.ada.deskId,
      ])
      expect(rows[0]?.observed_state).not.toBe('ready')
    }, patiently)
    const startedAt = performance.now()
    const task = await office.give('SAY awake')
    expect(await office.finished(task)).toMatchObject({ status: 'done', summary: 'awake' })
    office.note('asleep -> task done', startedAt)
  })
})

describe('kill -9 of the orchestrator', () => {
  it('in the middle of a run: the next one goes on with the same run, and nothing is told twice', async () => {
    const task = await office.give(
      `PROGRESS first - words\n${exec('echo once >> TASK_FOLDER/once.txt')}\nSLOW 8`,
    )
    await vi.waitFor(async () => expect(await office.timeline(task, 'tool')).toHaveLength(2), patiently)
    await orchestrator.kill()
    orchestrator = await office.start()
    const done = await office.finished(task)
    expect(done).toMatchObject({ status: 'done', attempts: 1, summary: expect.stringMatching(/word60$/) })
    expect(done.runs).toHaveLength(1)
    expect(orchestrator.log()).toContain('A run is taken over')
    expect(await office.timeline(task, 'tool')).toHaveLength(2)
    expect(await office.timeline(task, 'progress')).toHaveLength(1)
    expect(await office.made(task)).toEqual({ 'once.txt': 'once\n' })
    const lines = await office.logOf(task)
    expect(lines.filter((line) => line.includes('word60'))).toHaveLength(1)
  })

  it('with a question open: the next one brings the answer', async () => {
    const task = await office.give('ASK Still there?')
    const waiting = await office.until(task, askedOnce)
    await orchestrator.kill()
    await answerQuestion(office.member, { id: waiting.questions[0]?.id ?? '', answer: 'Certainly' })
    orchestrator = await office.start()
    expect(await office.finished(task)).toMatchObject({ status: 'done', attempts: 1 })
    expect(JSON.stringify(office.model.calls.at(-1))).toContain('Certainly')
  })

  it('and a cancelled task meanwhile: the desk is stopped', async () => {
    const task = await office.give('SLOW 60')
    await vi.waitFor(() => expect(office.model.openCalls()).toBe(1), patiently)
    await orchestrator.kill()
    await cancelTask(office.member, { id: task.id })
    orchestrator = await office.start()
    await vi.waitFor(() => expect(office.model.openCalls()).toBe(0), patiently)
  })
})
