// A report of success is told after it is committed, once: a commit with a NOTIFY would hold up those of the whole cluster.
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { addCompany, addKey } from '#tests/support/company.ts'
import { addTask, addWorker } from '#tests/support/tasks.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { claimRun } from './claim-run.ts'
import { completeRun } from './end-run.ts'

let world: VerbWorld
let listener: pg.Client
const heard: { kind: string; subjectId: string }[] = []

beforeAll(async () => {
  world = await openVerbWorld()
  listener = new pg.Client({ connectionString: world.databaseUrl })
  await listener.connect()
  listener.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '{}')))
  await listener.query('listen deskhand_events')
})
afterAll(async () => {
  await listener.end()
  await world.close()
})

it('writes its events, and its readers hear of it once', async () => {
  const { companyId } = await addCompany(world.sql)
  const caller = await addKey(world.sql, companyId, { scopes: ['work'] })
  const taskId = await addTask(world.sql, companyId)
  const claim = await claimRun(caller, { workerId: await addWorker(world.sql, companyId) })
  if (!claim) throw new Error('Nothing was claimed')
  await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ kind: 'run', subjectId: taskId }))
  heard.length = 0
  await world.sql.query('delete from events')

  await completeRun(caller, { runId: claim.run.id, leaseToken: claim.run.leaseToken, summary: 'Done' })

  await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0))
  expect(heard).toMatchObject([{ kind: 'run', subjectId: taskId }])
  const { rows } = await world.sql.query('select distinct kind from events order by 1')
  expect(rows.map(({ kind }) => kind)).toEqual(['notification', 'run', 'task', 'task.activity'])
})
