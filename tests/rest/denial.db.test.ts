// Who may not gets nothing: every operation of the registry refuses strangers, weak keys, dead keys and foreign ids alike.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member, Scope } from '#lib/access/caller.ts'
import { revokeApiKey } from '#lib/api-key/revoke-api-key.ts'
import { uploadAttachment } from '#lib/chat/upload-attachment.ts'
import { claimRun } from '#lib/run/claim-run.ts'
import { attachFile } from '#lib/task/attach-file.ts'
import { createTask } from '#lib/task/create-task.ts'
import { allOperations, type OperationId, operations } from '#lib/wire/operations.ts'
import { problem } from '#lib/wire/shapes.ts'
import { addCompany, addKey, insertRow } from '#tests/support/company.ts'
import { addAnswer, addEmployee, addMessage } from '#tests/support/employee.ts'
import { addRecurring } from '#tests/support/recurring.ts'
import {
  type Call,
  call,
  handlersOf,
  type Key,
  keyOf,
  openRest,
  type Rest,
  routeFiles,
} from '#tests/support/rest.ts'
import { addTask, addWorker } from '#tests/support/tasks.ts'

const leaseToken = 'x'.repeat(32)

/** A valid body for each operation that takes one, so that nothing but the denial refuses it. */
const bodies: Record<OperationId, Call> = {
  readMe: {},
  readBilling: {},
  listEmployees: {},
  hireEmployee: { body: { roleKey: 'executive-assistant', name: 'Ada' } },
  readEmployee: {},
  updateEmployee: { body: { name: 'Grace' } },
  fireEmployee: {},
  takeBackEmployee: {},
  startEmployee: {},
  pauseEmployee: {},
  restartEmployee: {},
  provisionEmployee: {},
  listMessages: {},
  sendMessage: { body: { text: 'Hello' } },
  stopAnswer: {},
  retryAnswer: {},
  continueAnswer: { body: { raiseByMicros: 1 } },
  askOwners: { body: { questionId: '0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f' } },
  withdrawMessage: {},
  markRead: { body: { seq: 1 } },
  uploadAttachment: { raw: 'text', headers: { 'content-type': 'text/plain' } },
  readAttachment: {},
  openDesktop: {},
  takeControl: { body: {} },
  handBackControl: {},
  readPicture: {},
  listBackups: {},
  requestBackup: {},
  restoreBackup: {},
  deleteBackup: {},
  listSites: {},
  decideSite: { body: { site: 'example.org' } },
  forgetSite: {},
  listQuestions: {},
  answerQuestion: { body: { answer: 'Blue' } },
  listNotifications: {},
  settleNotification: {},
  listTemplates: {},
  createTemplate: { body: { name: 'Report', spec: { title: 'Write the report' } } },
  changeTemplate: { body: { name: 'Weekly report' } },
  deleteTemplate: {},
  createTaskFromTemplate: {},
  listSchedules: {},
  createSchedule: { body: { templateId: randomUUID(), cron: '0 9 * * 1', timeZone: 'Europe/Berlin' } },
  changeSchedule: { body: { enabled: false } },
  deleteSchedule: {},
  registerWorker: { body: { name: 'Mill', executor: 'command' } },
  listWorkers: {},
  drainWorker: { body: { draining: true } },
  forgetWorker: {},
  claimTask: { body: { workerId: randomUUID() } },
  heartbeat: { body: { leaseToken } },
  reportProgress: { body: { leaseToken, state: 'reading' } },
  appendLog: { body: { leaseToken, firstLine: 0, lines: ['One'] } },
  putArtifact: { raw: 'text', headers: { 'content-type': 'text/plain' } },
  completeRun: { body: { leaseToken, summary: 'Done' } },
  failRun: { body: { leaseToken, reason: 'No' } },
  releaseRun: { body: { leaseToken } },
  listTasks: {},
  createTask: { body: { title: 'A task' } },
  readTask: {},
  updateTask: { body: { priority: 2 } },
  approveTask: {},
  sendBackTask: { body: { feedback: 'More.' } },
  cancelTask: {},
  retryTask: {},
  changeManyTasks: { body: { ids: [randomUUID()], do: 'cancel' } },
  readPlan: {},
  askForPlan: { body: {} },
  changePlan: { body: { steps: [{ key: 'all', title: 'All of it' }] } },
  readTimeline: {},
  readTaskLog: {},
  listComments: {},
  addComment: { body: { text: 'Hello' } },
  listTaskFiles: {},
  attachTaskFile: { raw: 'text', headers: { 'content-type': 'text/plain' } },
  readTaskFile: {},
  deleteTaskFile: {},
  listArtifacts: {},
  followEvents: {},
  readUsage: {},
  exportCalls: {},
  readTaskCost: {},
  listApiKeys: {},
  createApiKey: { body: { name: 'A key', scopes: ['read'] } },
  revokeApiKey: {},
}
const ids = Object.keys(bodies).filter((id): id is OperationId => id in operations)

interface Ids {
  id: string
  messageId: string
}

let rest: Rest
let owner: Member
let key: Key
/** Things of another company, by the noun of the operation. */
const foreign: Record<string, Ids> = {}

beforeAll(async () => {
  rest = await openRest()
  owner = (await addCompany(rest.sql, { planKey: 'company' })).owner
  key = await keyOf(owner, everyScope)
  const stranger = (await addCompany(rest.sql, { planKey: 'company' })).owner
  const employee = await addEmployee(rest.sql, stranger.companyId)
  const question = await addMessage(rest.sql, employee, stranger, { status: 'delivered' })
  const messageId = await addAnswer(rest.sql, employee, question)
  const attachment = await uploadAttachment(stranger, {
    employeeId: employee.employeeId,
    name: 'secret.txt',
    content: Buffer.from('secret'),
  })
  const apiKey = await keyOf(stranger)
  foreign.employee = { id: employee.employeeId, messageId }
  foreign.message = foreign.employee
  foreign.attachment = { id: attachment.id, messageId }
  const archive = await insertRow(rest.sql, 'home_archives', {
    company_id: stranger.companyId,
    employee_id: employee.employeeId,
  })
  foreign.backup = { id: employee.employeeId, messageId: String(archive.id) }
  for (const [thing, id] of Object.entries(await addRecurring(rest.sql, stranger.companyId)))
    foreign[thing] = { id, messageId }
  const workerId = await addWorker(rest.sql, stranger.companyId)
  await addTask(rest.sql, stranger.companyId)
  const claim = await claimRun(await addKey(rest.sql, stranger.companyId, { scopes: ['work'] }), { workerId })
  const theirs = await createTask(stranger, { title: 'Theirs', plan: 'none' })
  const file = await attachFile(stranger, { taskId: theirs.id, name: 'a.txt', content: Buffer.from('a') })
  foreign.task = { id: theirs.id, messageId }
  foreign.file = { id: theirs.id, messageId: file.id }
  foreign.worker = { id: workerId, messageId }
  foreign.run = { id: claim?.run.id ?? '', messageId }
  foreign['API key'] = { id: apiKey.id, messageId }
})
afterAll(() => rest.close())
beforeEach(() => rest.sql.query('delete from rate_counters'))

function pathOf(operationId: OperationId, names: Ids): string {
  const path = operations[operationId].path
    .replace('{id}', names.id)
    .replace(/\{(messageId|ruleId|backupId|fileId)\}/, names.messageId)
  return operationId === 'putArtifact' ? `${path}?leaseToken=${leaseToken}&path=a.txt` : path
}

async function refusal(operationId: OperationId, names: Ids, options: Call) {
  const response = await call(operations[operationId].method, pathOf(operationId, names), {
    ...bodies[operationId],
    ...options,
    headers: { ...bodies[operationId].headers, ...options.headers },
  })
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('ratelimit-remaining')).toMatch(/^\d+$/)
  const facts = problem.parse(await response.json())
  expect(facts.status).toBe(response.status)
  expect(facts.requestId).toBe(response.headers.get('x-request-id'))
  return facts
}

const nobody: Ids = { id: randomUUID(), messageId: randomUUID() }
const everyScope: Scope[] = ['read', 'write', 'work', 'admin']

describe.each(ids)('%s', (operationId) => {
  const operation = operations[operationId]

  it('refuses whoever shows no key', async () => {
    expect(await refusal(operationId, nobody, {})).toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  it.each(['nonsense', `dh_live_${'0'.repeat(32)}_${'A'.repeat(32)}`, '', '%00'])(
    'refuses the key "%s"',
    async (wrong) => {
      expect(await refusal(operationId, nobody, { key: wrong })).toMatchObject({ code: 'unauthenticated' })
    },
  )

  it('refuses a key that was revoked or has expired', async () => {
    const revoked = await keyOf(owner, everyScope)
    await revokeApiKey(owner, { id: revoked.id })
    const expired = await keyOf(owner, everyScope)
    const past =
      "update api_keys set created_at = now() - interval '2 days', expires_at = now() - interval '1 day'"
    await rest.sql.query(`${past} where id = $1`, [expired.id])
    for (const dead of [revoked, expired]) {
      expect(await refusal(operationId, nobody, { key: dead })).toMatchObject({ code: 'unauthenticated' })
    }
  })

  const tooWeak = everyScope.filter(
    (scope) =>
      scope !== operation.scope &&
      scope !== operation.orScope &&
      !(operation.scope === 'read' && scope === 'write'),
  )
  it.each(tooWeak)('refuses a key with only the scope %s', async (scope) => {
    const weak = await keyOf(owner, [scope])
    expect(await refusal(operationId, nobody, { key: weak })).toMatchObject({
      status: 403,
      code: 'not_allowed',
    })
  })

  if (operation.peopleOnly) {
    it('refuses every key', async () => {
      const all = await keyOf(owner, everyScope)
      expect(await refusal(operationId, nobody, { key: all })).toMatchObject({ code: 'not_allowed' })
    })
  } else if (operation.path.includes('{')) {
    it('answers unknown, foreign and malformed ids with the same 404', async () => {
      const malformed = ['x', "' or 1=1", '..%2f..', '%00', 'a'.repeat(300)]
      const all = [
        nobody,
        foreign[operation.thing] ?? nobody,
        ...malformed.map((id) => ({ id, messageId: id })),
      ]
      const answers = await Promise.all(all.map((names) => refusal(operationId, names, { key })))
      const words = answers.map(({ status, code, title, detail }) => ({ status, code, title, detail }))
      expect(words[0]).toMatchObject({ status: 404, code: 'not_found' })
      for (const one of words) expect(one).toEqual(words[0])
    })
  }
})

describe('the routes', () => {
  const files = routeFiles().filter(({ path }) => path !== '/openapi.json')

  it.each(files.map(({ path, file }) => [path, file] as const))(
    'serve %s as the registry says',
    async (path, file) => {
      const served = Object.entries(await handlersOf(file)).flatMap(([method, handler]) =>
        handler.operation && method !== 'HEAD'
          ? [`${method} ${handler.operation.method} ${handler.operation.path}`]
          : [],
      )
      const registered = allOperations
        .filter((one) => one.path === path)
        .map(({ method }) => `${method} ${method} ${path}`)
      expect(served.sort()).toEqual(registered.sort())
      expect(served.length).toBeGreaterThan(0)
    },
  )

  it('serve every operation of the registry, and each is denied above', () => {
    const paths = new Set(files.map(({ path }) => path))
    expect(allOperations.filter(({ path }) => !paths.has(path))).toEqual([])
    expect(ids.toSorted()).toEqual(Object.keys(operations).toSorted())
  })

  it('answer methods they do not serve with 405 and the ones they do', async () => {
    for (const [at, { path }] of files.entries()) {
      // There are more routes than one address may ask for in a minute.
      const headers = { 'x-forwarded-for': `198.51.100.${at}` }
      const response = await call('PUT', path.replaceAll(/\{\w+\}/g, nobody.id), { key, headers })
      expect(response.status).toBe(405)
      const allowed = allOperations.filter((one) => one.path === path).map(({ method }) => method)
      for (const method of allowed) expect(response.headers.get('allow')).toContain(method)
      expect(problem.parse(await response.json()).code).toBe('method_not_allowed')
    }
  })

  it('answer addresses nobody knows with a problem', async () => {
    for (const path of ['/nothing', '/api', '/api/v2/me', '/employees/x/y/z']) {
      const response = await call('GET', path, { key })
      expect(problem.parse(await response.json())).toMatchObject({ status: 404, code: 'not_found' })
    }
  })
})
