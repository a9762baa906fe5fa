import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { claim } from '#lib/wire/run.ts'
import { addCompany } from '#tests/support/company.ts'
import { call, keyOf, openRest, type Rest } from '#tests/support/rest.ts'
import { type RestServer, serveRest } from '#tests/support/rest-server.ts'
import { addTask } from '#tests/support/tasks.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'
import { leftReports, writeReport } from './report.ts'
import { sendReport } from './send-report.ts'

let rest: Rest
let server: RestServer

beforeAll(async () => {
  rest = await openRest()
  server = await serveRest()
})
afterAll(async () => {
  await server.close()
  await rest.close()
})

it('a result that is not taken ends the task with the words of the API, and not when its lease runs out', async () => {
  const { owner, companyId } = await addCompany(rest.sql)
  const key = await keyOf(owner, ['work'])
  const post = async (path: string, body: object) => (await call('POST', path, { key, body })).json()
  const worker = await post('/workers', { name: 'Mill', executor: 'command' })
  const workerId = z.object({ id: z.string() }).parse(worker).id
  const taskId = await addTask(rest.sql, companyId)
  const { run, task } = claim.parse(await post('/claims', { workerId }))
  const { path: stateDir, remove } = await makeFolder('deskhand-report-')
  const report = {
    runId: run.id,
    taskNumber: task.number,
    siteUrl: server.url,
    verb: 'complete' as const,
    body: { leaseToken: run.leaseToken, summary: 'Done', result: 'x'.repeat(70_000) },
  }
  await writeReport(stateDir, report)
  const connection = { siteUrl: server.url, key: key.secret, userAgent: 'tests' }
  const signal = new AbortController().signal
  await sendReport({ stateDir, connection, signal, say: () => undefined }, report)
  const { rows } = await rest.sql.query('select status, attempts, failure from tasks where id = $1', [taskId])
  expect(rows).toMatchObject([
    { status: 'failed', attempts: 1, failure: { text: expect.stringContaining('at most 64 KB') } },
  ])
  expect(await leftReports(stateDir)).toEqual([])
  await remove()
})
