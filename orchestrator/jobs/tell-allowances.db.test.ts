import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { addCompany, addMember, insertRow } from '#tests/support/company.ts'
import { addEmployee, type Employee } from '#tests/support/employee.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { tellAllowances } from './tell-allowances.ts'

const dollar = 1_000_000
let world: VerbWorld
let companyId: string
let ada: Employee

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  companyId = (await addCompany(world.sql, { planKey: 'studio' })).companyId
  ada = await addEmployee(world.sql, companyId, { employee: { allowance_micros: 10 * dollar } })
})

const spent = (micros: number, scope = 'employee') =>
  world.sql.query(
    `insert into spend (company_id, scope, subject_id, period, spent_micros, counted_at) values ($1, $2, $3, deskhand.month_of(now()), $4, now())
     on conflict (company_id, scope, subject_id, period) do update set spent_micros = excluded.spent_micros`,
    [companyId, scope, scope === 'company' ? companyId : ada.employeeId, micros],
  )
const told = async () => {
  await Promise.all([tellAllowances(), tellAllowances()])
  const { rows } = await world.sql.query(
    `select data from mails where company_id = $1 and template = 'allowance-reached' order by created_at`,
    [companyId],
  )
  return rows.map(({ data }) => [data.scope, data.subjectName, data.percent])
}

it('says nothing while less than four fifths are used', async () => {
  await spent(8 * dollar - 1)
  expect(await told()).toEqual([])
})

it('tells owners and admins once of four fifths, and once of all of it', async () => {
  await addMember(world.sql, companyId, { role: 'admin' })
  await addMember(world.sql, companyId, { role: 'member' })
  await spent(8 * dollar)
  const most = ['employee', 'Ada', 80]
  expect(await told()).toEqual([most, most])
  expect(await told()).toEqual([most, most])
  await spent(10 * dollar)
  const all = ['employee', 'Ada', 100]
  expect(await told()).toEqual([most, most, all, all])
})

it('calls it used up when a call was refused for it', async () => {
  await spent(9.7 * dollar)
  await insertRow(world.sql, 'model_refusals', {
    company_id: companyId,
    employee_id: ada.employeeId,
    reason: 'employee_allowance',
    cap_micros: 10 * dollar,
  })
  expect(await told()).toEqual([['employee', 'Ada', 100]])
})

it('tells of the company by the whole trial, not by the month', async () => {
  await world.sql.query('delete from subscriptions where company_id = $1', [companyId])
  await world.sql.query('update companies set included_micros = $2 where id = $1', [companyId, 5 * dollar])
  await spent(dollar, 'company')
  await world.sql.query(
    `insert into spend (company_id, scope, subject_id, period, spent_micros, counted_at) values ($1, 'company', $1, '1970-01-01', $2, now())`,
    [companyId, 4 * dollar],
  )
  expect(await told()).toEqual([['company', undefined, 80]])
  const { rows } = await world.sql.query('select data from mails where company_id = $1', [companyId])
  expect(rows).toMatchObject([{ data: { isBeforePaying: true } }])
})
