// Templates, schedules, questions and notifications over REST, for a key that may.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import type { Member } from '#lib/access/caller.ts'
import { addCompany } from '#tests/support/company.ts'
import { addRecurring } from '#tests/support/recurring.ts'
import { type Call, call, type Key, keyOf, openRest, type Rest } from '#tests/support/rest.ts'

let rest: Rest
let owner: Member
let key: Key

beforeAll(async () => {
  rest = await openRest()
  owner = (await addCompany(rest.sql, { planKey: 'company' })).owner
  key = await keyOf(owner)
})
afterAll(() => rest.close())

const anyObject = z.record(z.string(), z.unknown())

async function ask(method: string, path: string, status: number, body?: Call['body']) {
  const response = await call(method, path, { key, ...(body !== undefined && { body }) })
  const text = await response.text()
  expect(`${response.status} ${response.status === status ? '' : text}`).toBe(`${status} `)
  return anyObject.parse(text === '' ? {} : JSON.parse(text))
}

it('a template is made, changed, used and deleted, with a schedule on it', async () => {
  const spec = { title: 'Write the report', plan: 'none' }
  const template = await ask('POST', '/templates', 201, { name: 'Report', spec })
  const one = `/templates/${template.id}`
  expect(await ask('PATCH', one, 200, { name: 'Weekly report' })).toMatchObject({ name: 'Weekly report' })
  expect(await ask('GET', '/templates', 200)).toMatchObject({
    items: [{ id: template.id }],
    nextCursor: null,
  })
  expect(await ask('POST', `${one}/tasks`, 201)).toMatchObject({ title: 'Write the report', status: 'ready' })

  const times = { templateId: template.id, cron: '0 9 * * 1', timeZone: 'Europe/Berlin' }
  const schedule = await ask('POST', '/schedules', 201, times)
  expect(schedule).toMatchObject({ templateName: 'Weekly report', enabled: true, whenMissed: 'once' })
  expect(schedule.upcoming).toHaveLength(5)
  const changed = await ask('PATCH', `/schedules/${schedule.id}`, 200, { enabled: false })
  expect(changed).toMatchObject({ enabled: false, nextAt: null, cron: '0 9 * * 1' })
  expect(await ask('GET', '/schedules', 200)).toMatchObject({ items: [changed] })
  await ask('DELETE', `/schedules/${schedule.id}`, 204)
  await ask('DELETE', one, 204)
  expect(await ask('GET', '/templates', 200)).toMatchObject({ items: [] })
})

it('times that cannot be kept are refused by the field', async () => {
  const template = await ask('POST', '/templates', 201, { name: 'Often', spec: { title: 'Look' } })
  const times = { templateId: template.id, cron: '* * * * *', timeZone: 'Europe/Berlin' }
  const refusal = await ask('POST', '/schedules', 400, times)
  expect(refusal).toMatchObject({ code: 'invalid', fields: { cron: 'More often than every 5 minutes' } })
})

it('a question is answered once; what only tells something is put away', async () => {
  const { question, notification } = await addRecurring(rest.sql, owner.companyId)
  expect(await ask('GET', '/questions', 200)).toMatchObject({ items: [{ id: question, options: ['Blue'] }] })
  expect(await ask('GET', '/notifications', 200)).toMatchObject({
    items: [
      { id: notification, kind: 'failed' },
      { kind: 'question', questionId: question },
    ],
  })
  const answer = { answer: 'Rather green' }
  expect(await ask('POST', `/questions/${question}/answer`, 200, answer)).toMatchObject({
    state: 'answered',
    ...answer,
  })
  expect(await ask('POST', `/questions/${question}/answer`, 409, answer)).toMatchObject({ code: 'conflict' })
  await ask('POST', `/notifications/${notification}/settle`, 204)
  expect(await ask('GET', '/notifications', 200)).toMatchObject({ items: [] })
})
