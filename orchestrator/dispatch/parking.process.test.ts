// A loop against its allowance: the whole orchestrator with its model proxy, a real gateway, the practice model. It stops at the cap, asks, and
// goes on after a raise without doing again what was done.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { answerQuestion } from '#lib/question/answer-question.ts'
import { cancelTask } from '#lib/task/cancel-task.ts'
import { updateTask } from '#lib/task/update-task.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import type { OrchestratorProcess } from '#tests/support/orchestrator.ts'
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

afterEach(async () => {
  if (orchestrator.isGone()) orchestrator = await office.start()
  await office.clear()
})

type Given = Awaited<ReturnType<TaskOffice['give']>>

const turns = 12
/** Each step costs six cents of answer, whatever is read; so a dollar does not last for all of them. */
const loop = `COST 4000\nLOOP ${turns} DO exec ${JSON.stringify({ command: 'echo {i} >> TASK_FOLDER/steps.txt' })}\nSAY All steps are done.`
const steps = Array.from({ length: turns }, (_, index) => `${index + 1}\n`).join('')

/** The question is open, and the reason names it. */
const parked = (task: Given) =>
  office.until(
    task,
    ({ questions, why }) =>
      questions.some(({ state }) => state === 'open') && why?.code === 'asks_to_continue',
  )
const answer = async (task: Given, words: string) => {
  const open = (await office.read(task)).questions.find(({ state }) => state === 'open')
  await answerQuestion(office.member, { id: open?.id ?? '', answer: words })
}

describe('a loop', () => {
  it('stops at its cap, and after a raise does the rest in the same session', async () => {
    const task = await office.give(loop, { allowanceMicros: 600_000 })
    const stopped = await parked(task)
    expect(stopped).toMatchObject({
      status: 'running',
      attempts: 1,
      why: { code: 'asks_to_continue', owner: 'you' },
      questions: [{ kind: 'allowance', allowance: { reason: 'task_allowance', capMicros: 600_000 } }],
    })
    expect(stopped.costMicros).toBeLessThanOrEqual(600_000)
    expect(stopped.costMicros).toBeGreaterThan(0)
    const done = (await office.timeline(task, 'tool')).filter(({ data }) => data.phase === 'ended').length
    expect(done).toBeLessThan(turns)
    // Its desk is free for others meanwhile.
    const answered = await office.ended(await office.send('SAY still here'))
    expect(answered).toMatchObject({ status: 'complete' })
    const other = await office.give('SAY something else')
    expect(await office.finished(other)).toMatchObject({ status: 'done' })
    expect((await office.read(task)).costMicros).toBe(stopped.costMicros)

    await answer(task, 'Raise by $10')
    const finished = await office.finished(task)
    expect(finished).toMatchObject({ status: 'done', attempts: 1, summary: 'All steps are done.' })
    expect(finished.runs).toHaveLength(1)
    expect(await office.made(task)).toEqual({ 'steps.txt': steps })
    expect(await office.timeline(task, 'parked')).toHaveLength(1)
    expect(await office.timeline(task, 'resumed')).toHaveLength(1)
  })

  it('survives kill -9 of orchestrator and gateway while it is parked', async () => {
    const task = await office.give(loop, { allowanceMicros: 600_000 })
    await parked(task)
    const gateway = await office.gatewayPid()
    await orchestrator.kill()
    process.kill(gateway, 'SIGKILL')
    orchestrator = await office.start()
    expect(await parked(task)).toMatchObject({ status: 'running' })
    await updateTask(office.member, { id: task.id, allowanceMicros: 10_000_000 })
    const finished = await office.finished(task)
    expect(finished).toMatchObject({ status: 'done', attempts: 1 })
    expect(await office.made(task)).toEqual({ 'steps.txt': steps })
  })

  it('can be cancelled while it is parked', async () => {
    const task = await office.give(loop, { allowanceMicros: 600_000 })
    await parked(task)
    await cancelTask(office.member, { id: task.id })
    expect(await office.read(task)).toMatchObject({ status: 'cancelled', openQuestions: 0 })
  })
})
