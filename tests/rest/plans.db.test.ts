// Plans over REST, as a program sees them.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { plan } from '#lib/wire/plan.ts'
import { task } from '#lib/wire/task.ts'
import { addCompany } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { call, type Key, keyOf, openRest, type Rest } from '#tests/support/rest.ts'

let rest: Rest
let owner: Member
let key: Key

beforeAll(async () => {
  rest = await openRest()
  owner = (await addCompany(rest.sql, { planKey: 'company' })).owner
  key = await keyOf(owner)
})
afterAll(() => rest.close())

const planned = async () => {
  const body = { title: 'Make a page', plan: 'ask' }
  return task.parse(await (await call('POST', '/tasks', { key, body })).json()).id
}
const propose = (id: string, steps: object[]) =>
  rest.sql.query(
    `update plans set state = 'proposed', made_by = 'model', made_at = now(), risk = 'low', steps = $2
      where task_id = $1 and state = 'wanted'`,
    [id, JSON.stringify(steps)],
  )

it('a plan is read, asked for anew, changed and approved', async () => {
  const { employeeId } = await addEmployee(rest.sql, owner.companyId)
  const id = await planned()
  const wanted = plan.parse(await (await call('GET', `/tasks/${id}/plan`, { key })).json())
  expect(wanted).toMatchObject({ state: 'wanted', steps: [] })

  const again = await call('POST', `/tasks/${id}/plan`, { key, body: { guidance: 'Shorter' } })
  expect(again.status).toBe(202)
  expect(plan.parse(await again.json()).id).not.toBe(wanted.id)

  const early = await call('PATCH', `/tasks/${id}/plan`, { key, body: { steps: [{ key: 'a', title: 'A' }] } })
  expect(early.status).toBe(409)

  await propose(id, [{ key: 'a', title: 'A' }])
  const steps = [
    { key: 'a', title: 'Write it', assigneeId: employeeId },
    { key: 'b', title: 'Check it', dependsOn: ['a'] },
  ]
  const changed = await call('PATCH', `/tasks/${id}/plan`, { key, body: { steps, summary: 'Two steps' } })
  expect(plan.parse(await changed.json())).toMatchObject({ summary: 'Two steps', steps })

  const approved = await call('POST', `/tasks/${id}/approve`, { key })
  expect(task.parse(await approved.json())).toMatchObject({
    status: 'ready',
    parts: { total: 2 },
    plan: { state: 'approved' },
  })
})

it('a plan that does not hold is refused with the reason', async () => {
  const id = await planned()
  await propose(id, [{ key: 'a', title: 'A' }])
  const steps = [
    { key: 'a', title: 'A', dependsOn: ['b'] },
    { key: 'b', title: 'B', dependsOn: ['a'] },
  ]
  const answer = await call('PATCH', `/tasks/${id}/plan`, { key, body: { steps } })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({
    fields: { steps: expect.stringContaining('wait for each other') },
  })
})

it('a plan whose numbers grow too long when they are written out is refused', async () => {
  const id = await planned()
  await propose(id, [{ key: 'a', title: 'A' }])
  const checks = [{ id: 'grows', kind: 'json_schema', schema: { enum: Array(1000).fill(1e308) } }]
  const steps = [{ key: 'a', title: 'A', checks }]
  const answer = await call('PATCH', `/tasks/${id}/plan`, { key, body: { steps } })
  expect(answer.status).toBe(413)
})
