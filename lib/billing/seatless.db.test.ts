// Who works without a seat that is paid: what it is to them, and who hears of it.

import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listAudit } from '#lib/audit/list-audit.ts'
import { sendMessage } from '#lib/chat/send-message.ts'
import { transact, transactAsOrchestrator } from '#lib/db/transact.ts'
import { fire } from '#lib/employee/fire.ts'
import { readEmployee } from '#lib/employee/read-employee.ts'
import { restartEmployee, startEmployee } from '#lib/employee/steer-desk.ts'
import { composeMail } from '#lib/mail/compose-mail.ts'
import { readTask } from '#lib/task/read-task.ts'
import { addCompany, addMember, type Company } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { addTask } from '#tests/support/tasks.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'

let world: VerbWorld
let company: Company
let ada: string
let bo: string
let cy: string

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  company = await addCompany(world.sql, { planKey: 'studio' })
  ;[ada, bo, cy] = [await employ('Ada', 3), await employ('Bo', 2), await employ('Cy', 1)]
})

async function employ(name: string, daysAgo: number): Promise<string> {
  const hired = { name, hired_at: new Date(Date.now() - daysAgo * 86_400_000) }
  return (await addEmployee(world.sql, company.companyId, { employee: hired })).employeeId
}

/** So many are paid, and that becomes known. */
async function seats(count: number): Promise<void> {
  await world.sql.query('update subscriptions set seats = $2 where company_id = $1', [
    company.companyId,
    count,
  ])
  await transactAsOrchestrator((tx) =>
    sql`select deskhand.seat_desks(${company.companyId}::uuid, true)`.execute(tx),
  )
}
const isSeatless = async (id: string) => (await readEmployee(company.owner, { id })).desk.isSeatless
const told = async () =>
  (await listAudit(company.owner)).entries
    .filter(({ action }) => action.startsWith('employee.seat_'))
    .map(({ action, subjectId, actorKind }) => [action, subjectId, actorKind])
const mails = async () =>
  (
    await world.sql.query(
      `select recipient::text, template, data from mails where company_id = $1 and template = 'seats-exceeded' order by created_at, recipient`,
      [company.companyId],
    )
  ).rows

describe('an employee without a seat', () => {
  beforeEach(() => seats(1))

  it('is one of those hired last, and says so', async () => {
    expect(await Promise.all([ada, bo, cy].map(isSeatless))).toEqual([false, true, true])
  })

  it('is neither started nor spoken to, in words that say what helps', async () => {
    const refused = { code: 'limit_reached', message: expect.stringContaining('Add a seat') }
    await expect(startEmployee(company.owner, { id: bo })).rejects.toMatchObject(refused)
    await expect(restartEmployee(company.owner, { id: bo })).rejects.toMatchObject(refused)
    await expect(sendMessage(company.owner, { employeeId: bo, text: 'Hello' })).rejects.toMatchObject(refused)
    await sendMessage(company.owner, { employeeId: ada, text: 'Hello' })
  })

  it('is why their task waits', async () => {
    const id = await addTask(world.sql, company.companyId, { status: 'ready', assignee_id: bo })
    expect((await readTask(company.owner, { id })).why).toMatchObject({
      code: 'assignee_seatless',
      owner: 'you',
      text: 'Bo rests: more work here than seats are paid for.',
    })
  })
})

describe('of seats that are lost', () => {
  it('owners hear by one mail, whoever it was, and all by the audit', async () => {
    const other = await addMember(world.sql, company.companyId, { role: 'owner' })
    await addMember(world.sql, company.companyId, { role: 'admin' })
    await seats(1)
    await seats(1)
    const sent = await mails()
    expect(sent.map(({ recipient }) => recipient).sort()).toEqual(
      [company.owner.email, other.email].map((one) => one.toLowerCase()).sort(),
    )
    const { mail } = composeMail(sent[0], { siteUrl: 'https://d.example', choicesUrl: 'https://d.example' })
    expect(mail.subject).toBe('Bo and Cy rest: there is no seat for them')
    expect((await told()).sort()).toEqual(
      [
        ['employee.seat_lost', bo, 'system'],
        ['employee.seat_lost', cy, 'system'],
      ].sort(),
    )
  })

  it('another mail tells of another time', async () => {
    await seats(2)
    await seats(3)
    await seats(2)
    expect((await mails()).map(({ data }) => data.employeeNames)).toEqual([['Cy'], ['Cy']])
  })

  it('it is written down, too, when they are had again', async () => {
    await seats(2)
    await seats(3)
    expect((await told())[0]).toEqual(['employee.seat_returned', cy, 'system'])
    expect(await isSeatless(cy)).toBe(false)
  })

  it('the one who leaves makes room, and has none again themselves', async () => {
    await seats(2)
    await fire(company.owner, { id: ada })
    expect((await told())[0]).toEqual(['employee.seat_returned', cy, 'member'])
    await seats(1)
    await fire(company.owner, { id: cy })
    expect((await told()).filter(([action]) => action === 'employee.seat_returned')).toHaveLength(1)
    const { brokenAt } = await transact(company.owner, () => listAudit(company.owner))
    expect(brokenAt).toBeNull()
  })
})
