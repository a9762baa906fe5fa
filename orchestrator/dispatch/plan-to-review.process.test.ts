// The whole way of a wish: planned, worked on by two employees at once, checked, put right, handed over, and brought to review.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTask } from '#lib/task/create-task.ts'
import { readTask } from '#lib/task/read-task.ts'
import type { Task } from '#lib/wire/task.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee } from '#tests/support/employee.ts'
import type { OrchestratorProcess } from '#tests/support/orchestrator.ts'
import { wordsOf } from '#tests/support/recorded-model.ts'
import { openTaskOffice, type TaskOffice } from '#tests/support/task-office.ts'

let fresh: FreshDatabase
let office: TaskOffice
let orchestrator: OrchestratorProcess
beforeAll(async () => {
  fresh = await freshDatabase()
  office = await openTaskOffice(fresh.databaseUrl)
  await addEmployee(office.pool, office.member.companyId, {
    employee: { name: 'Bob', role_key: 'software-engineer' },
  })
  await office.pool.query("update companies set plan_approval = 'never'")
  orchestrator = await office.start()
})
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(orchestrator.log())
  await office.close()
  await fresh.drop()
})

const minutes = 60_000
const parts = async (whole: Task) => {
  const { rows } = await office.pool.query('select id from tasks where parent_id = $1 order by number', [
    whole.id,
  ])
  return Promise.all(rows.map(({ id }) => readTask(office.member, { id })))
}

it(
  'a landing page is made by two, a check fails once and is put right, and a person is asked at the end',
  async () => {
    const whole = await createTask(office.member, { title: 'Make a small landing page and check it' })
    const review = await office.until(whole, ({ status }) => status === 'in_review', 6 * minutes)
    expect(review.plan).toMatchObject({ state: 'approved' })
    const [words, page, check] = await parts(whole)
    expect([words?.status, page?.status, check?.status]).toEqual(['done', 'done', 'done'])
    expect(words?.assigneeId).not.toBe(page?.assigneeId)
    expect(page?.runs).toHaveLength(2)
    expect(Object.keys(await office.made(whole)).sort()).toEqual(
      expect.arrayContaining(['index.html', 'report.md', 'words.md']),
    )
    expect((await office.made(whole))['index.html']).toContain('viewport')
    // Both worked at the same time, and who checked had the files of both.
    const [first, second] = [words?.runs.at(-1), page?.runs.at(-1)]
    expect(
      (first?.claimedAt ?? '') < (second?.endedAt ?? '') &&
        (second?.claimedAt ?? '') < (first?.endedAt ?? ''),
    ).toBe(true)
    const told = office.callsFor('Check the page and the words').map(wordsOf).join('\n')
    expect(told).toContain(`before/${words?.number}/`)
    expect(told).toContain(`before/${page?.number}/`)
  },
  7 * minutes,
)
