// The one gate of money at every door: each verb, for each place where a company may stand, asked for really.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CompanyCaller, KeyHolder, Member } from '#lib/access/caller.ts'
import { restoreBackup } from '#lib/backup/restore-backup.ts'
import type { Door } from '#lib/billing/require-running.ts'
import { continueAnswer } from '#lib/chat/continue-answer.ts'
import { listMessages } from '#lib/chat/list-messages.ts'
import { sendMessage } from '#lib/chat/send-message.ts'
import { retryAnswer } from '#lib/chat/steer-message.ts'
import { uploadAttachment } from '#lib/chat/upload-attachment.ts'
import { readMe } from '#lib/company/read-me.ts'
import { takeControl } from '#lib/desktop/control.ts'
import { deskToPicture } from '#lib/desktop/desk-to-picture.ts'
import { openDesktop } from '#lib/desktop/open-desktop.ts'
import { takeBack } from '#lib/employee/fire.ts'
import { hire } from '#lib/employee/hire.ts'
import { listEmployees } from '#lib/employee/list-employees.ts'
import { provisionEmployee, restartEmployee, startEmployee } from '#lib/employee/steer-desk.ts'
import { AppError } from '#lib/errors.ts'
import { launchHireDraft } from '#lib/hire-draft/launch-hire-draft.ts'
import { saveHireDraft } from '#lib/hire-draft/save-hire-draft.ts'
import { askForPlan } from '#lib/plan/ask-for-plan.ts'
import { answerQuestion } from '#lib/question/answer-question.ts'
import { claimRun } from '#lib/run/claim-run.ts'
import { createSchedule } from '#lib/schedule/create-schedule.ts'
import { approveTask } from '#lib/task/approve-task.ts'
import { changeMany } from '#lib/task/change-many.ts'
import { createTask } from '#lib/task/create-task.ts'
import { listTasks } from '#lib/task/list-tasks.ts'
import { retryTask } from '#lib/task/retry-task.ts'
import { sendBack } from '#lib/task/send-back.ts'
import { startTask } from '#lib/task/start-task.ts'
import { createTaskFromTemplate } from '#lib/template/create-task-from-template.ts'
import { type Standing, standings } from '#lib/wire/me.ts'
import { registerWorker } from '#lib/worker/register-worker.ts'
import { addCompany, addKey } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { letStand } from '#tests/support/standings.ts'
import { addTask, addWorker } from '#tests/support/tasks.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { alwaysOpen, behindDoors, verbsOfLib } from './verbs.ts'

const all: Door[] = ['hire', 'desk', 'chat', 'task', 'desktop']
const open: Record<Standing, { person: Door[]; program: Door[]; says: RegExp }> = {
  looking: { person: ['hire', 'desk', 'chat'], program: [], says: /Choose a plan.*no card/ },
  looked: { person: [], program: [], says: /Choose a plan.*no card/ },
  trial: { person: all, program: all, says: /never/ },
  trial_over: { person: [], program: [], says: /trial is over.*Pay for a plan/ },
  paying: { person: all, program: all, says: /never/ },
  past_due: { person: all, program: all, says: /never/ },
  stopped: { person: [], program: [], says: /subscription has ended.*Pay for a plan/ },
  suspended: { person: [], program: [], says: /suspended by the operators/ },
}

let world: VerbWorld
let owner: Member
let key: KeyHolder
let ids: Record<'ada' | 'fired' | 'planned' | 'worker', string>

beforeAll(async () => {
  world = await openVerbWorld()
  owner = (await addCompany(world.sql)).owner
  key = await addKey(world.sql, owner.companyId, { scopes: ['read', 'write', 'work', 'admin'] })
  const leaving = { fired_at: new Date(), home_kept_until: new Date(Date.now() + 60_000) }
  ids = {
    ada: (await addEmployee(world.sql, owner.companyId)).employeeId,
    fired: (await addEmployee(world.sql, owner.companyId, { employee: leaving })).employeeId,
    planned: await addTask(world.sql, owner.companyId, { status: 'planning' }),
    worker: await addWorker(world.sql, owner.companyId),
  }
  await saveHireDraft(owner, { roleKey: 'executive-assistant', name: 'Bo', step: 'launch' })
})
afterAll(() => world.close())

type Attempt = (caller: CompanyCaller) => Promise<unknown>
const any = randomUUID()
const hosts = { hostsUrl: 'http://desks.test', ticketSecret: 'a secret of the tests'.repeat(2) }
const schedule = { templateId: any, cron: '0 9 * * 1', timeZone: 'UTC' }

/** What is asked for need not be there: the door comes first. */
const attempts: Record<string, Attempt> = {
  hire: (caller) => hire(caller, { roleKey: 'executive-assistant', name: 'Bo' }),
  takeBack: (caller) => takeBack(caller, { id: ids.fired }),
  launchHireDraft: () => launchHireDraft(owner),
  startEmployee: (caller) => startEmployee(caller, { id: ids.ada }),
  restartEmployee: (caller) => restartEmployee(caller, { id: ids.ada }),
  provisionEmployee: (caller) => provisionEmployee(caller, { id: ids.ada }),
  restoreBackup: (caller) => restoreBackup(caller, { employeeId: ids.ada, backupId: any }),
  sendMessage: (caller) => sendMessage(caller, { employeeId: ids.ada, text: 'Hello' }),
  retryAnswer: (caller) => retryAnswer(caller, { employeeId: ids.ada, messageId: any }),
  continueAnswer: (caller) => continueAnswer(caller, { employeeId: ids.ada, messageId: any }),
  uploadAttachment: (caller) =>
    uploadAttachment(caller, { employeeId: ids.ada, name: 'a.txt', content: Buffer.from('Hello') }),
  createTask: (caller) => createTask(caller, { title: 'A task' }),
  createTaskFromTemplate: (caller) => createTaskFromTemplate(caller, { id: any }),
  startTask: (caller) => startTask(caller, { id: any }),
  retryTask: (caller) => retryTask(caller, { id: any }),
  sendBack: (caller) => sendBack(caller, { id: any, feedback: 'More.' }),
  approveTask: (caller) => approveTask(caller, { id: ids.planned }),
  changeMany: async (caller) => {
    const [result] = (await changeMany(caller, { ids: [any], do: 'retry' })).results
    if (result?.code === 'payment_required') throw new AppError('payment_required', { detail: result.words })
  },
  askForPlan: (caller) => askForPlan(caller, { id: any }),
  answerQuestion: (caller) => answerQuestion(caller, { id: any, answer: 'Blue' }),
  createSchedule: (caller) => createSchedule(caller, schedule),
  registerWorker: (caller) => registerWorker(caller, { name: 'Mill', executor: 'command' }),
  claimRun: (caller) => claimRun(caller, { workerId: ids.worker }),
  openDesktop: (caller) => openDesktop(caller, { id: ids.ada }, hosts),
  takeControl: (caller) => takeControl(caller, { id: ids.ada }),
  deskToPicture: (caller) => deskToPicture(caller, { id: ids.ada }),
}

const forPeople = new Set(['launchHireDraft', ...behindDoors.desktop])
const forPrograms = new Set(['registerWorker', 'claimRun'])

it('every verb has its place in the table of doors', () => {
  const placed = [...Object.values(behindDoors), ...Object.values(alwaysOpen)].flat()
  expect(placed.toSorted()).toEqual(verbsOfLib())
})

it('every verb behind a door is tried here', () => {
  expect(Object.keys(attempts).sort()).toEqual(Object.values(behindDoors).flat().sort())
})

describe.each(standings)('a company that stands as %s', (standing) => {
  const doors = Object.entries(behindDoors).flatMap(([door, verbs]) =>
    verbs.map((verb) => [verb, door] as const),
  )
  const refusal = async (caller: CompanyCaller, verb: string) => {
    await letStand(world.sql, owner.companyId, standing)
    await world.sql.query('update employees set fired_at = now(), home_kept_until = now() where id = $1', [
      ids.fired,
    ])
    await world.sql.query('update hire_drafts set employee_id = null where company_id = $1', [
      owner.companyId,
    ])
    try {
      await attempts[verb]?.(caller)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'payment_required') return error.message
    }
    return undefined
  }

  it.each(doors.filter(([verb]) => !forPrograms.has(verb)))(
    'lets a person %s, or says why not',
    async (verb, door) => {
      const said = await refusal(owner, verb)
      const isOpen = open[standing].person.some((one) => one === door)
      if (isOpen) expect(said).toBeUndefined()
      else expect(said).toMatch(open[standing].says)
    },
  )

  it.each(doors.filter(([verb]) => !forPeople.has(verb)))(
    'lets a program %s, or says why not',
    async (verb, door) => {
      const said = await refusal(key, verb)
      const isOpen = open[standing].program.some((one) => one === door)
      if (isOpen) expect(said).toBeUndefined()
      else expect(said).toMatch(open[standing].says)
    },
  )

  it('lets everybody read', async () => {
    await letStand(world.sql, owner.companyId, standing)
    for (const caller of [owner, key]) {
      expect((await readMe(caller)).entitlement.standing).toBe(standing)
      expect(await outcome(() => listEmployees(caller, { limit: 5 }))).toBe('done')
      expect(await outcome(() => listMessages(caller, { employeeId: ids.ada, limit: 5 }))).toBe('done')
      expect(await outcome(() => listTasks(caller, { limit: 5 }))).toBe('done')
    }
  })
})

describe('whoever wakes a desk in the database', () => {
  const wake = async (standing: Standing) => {
    await letStand(world.sql, owner.companyId, standing)
    await world.sql.query(`update desks set desired_state = 'asleep' where employee_id = $1`, [ids.ada])
    await world.sql.query(`update desks set desired_state = 'running' where employee_id = $1`, [ids.ada])
    const { rows } = await world.sql.query('select desired_state from desks where employee_id = $1', [
      ids.ada,
    ])
    return rows[0].desired_state
  }
  it.each(standings)(
    'of a company that stands as %s wakes it only with the right to run',
    async (standing) => {
      const may = open[standing].person.includes('desk')
      expect(await wake(standing)).toBe(may ? 'running' : 'asleep')
    },
  )
})
