// The gate of money in the database: what is held back, counted, refused, swept.
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { terms } from '#lib/billing/plans.ts'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { addCompany, addSubscription } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee, type Employee } from '#tests/support/employee.ts'
import { addRun } from '#tests/support/ledger.ts'
import { addTask } from '#tests/support/tasks.ts'
import { isRefusal } from './reserve.ts'
import { sweepCalls, touchCall } from './settle.ts'
import { counters, granted, ledgerSums, placeOf, reserve, settle, sizeOf, spendAt } from './testing/gate.ts'

const perToken = 15
const dollar = 1_000_000
let fresh: FreshDatabase
let sql: pg.Pool
let ada: Employee
let companyId: string

beforeAll(async () => {
  fresh = await freshDatabase()
  sql = new pg.Pool({ connectionString: fresh.databaseUrl, max: 4 })
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 10, applicationName: 'test' })
})
afterAll(async () => {
  await closeDatabase()
  await sql.end()
  await fresh.drop()
})
beforeEach(async () => {
  companyId = (await addCompany(sql, { planKey: 'studio' })).companyId
  ada = await addEmployee(sql, companyId)
})

const capCompany = (micros: number) =>
  sql.query('update companies set cap_micros = $2 where id = $1', [companyId, micros])
const capAda = (micros: number) =>
  sql.query('update employees set allowance_micros = $2 where id = $1', [ada.employeeId, micros])
const refusals = async () =>
  (await sql.query('select * from model_refusals where company_id = $1 order by at', [companyId])).rows
const isTrueToTheLedger = async () => {
  const sort = (rows: { scope: string; subjectId: string; period: string }[]) =>
    rows.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))
  expect(sort(await counters(sql, companyId))).toEqual(sort(await ledgerSums(sql, companyId)))
}

describe('a call', () => {
  it('holds back what it could cost at most of each cap, and counts what it did cost', async () => {
    const call = await granted(placeOf(ada), sizeOf(10_000))
    expect(
      (await counters(sql, companyId)).map(({ scope, spent, reserved }) => [scope, spent, reserved]),
    ).toEqual(
      expect.arrayContaining([
        ['company', 0, 10_000 * perToken],
        ['employee', 0, 10_000 * perToken],
      ]),
    )
    await settle(call, 400)
    for (const counter of await counters(sql, companyId))
      expect(counter).toMatchObject({ spent: 400 * perToken, reserved: 0 })
    await isTrueToTheLedger()
  })

  it('of a part counts for the task, for its whole, and for the whole of that', async () => {
    const whole = await addTask(sql, companyId)
    const part = await addTask(sql, companyId, { parent_id: whole })
    const piece = await addTask(sql, companyId, { parent_id: part })
    await spendAt(placeOf(ada, { runId: await addRun(sql, companyId, piece) }), 100)
    const tasks = (await counters(sql, companyId)).filter(({ scope }) => scope === 'task')
    expect(new Map(tasks.map(({ subjectId, spent }) => [subjectId, spent]))).toEqual(
      new Map([whole, part, piece].map((id) => [id, 1500])),
    )
    await isTrueToTheLedger()
  })

  it('may answer more briefly where less is left, down to what is of use', async () => {
    await capAda(10_000 * perToken)
    expect(await reserve(placeOf(ada), sizeOf(64_000))).toMatchObject({
      maxTokens: 10_000,
      reservedMicros: 150_000,
    })
    expect(await reserve(placeOf(ada), sizeOf(64_000))).toMatchObject({ reason: 'employee_allowance' })
    await isTrueToTheLedger()
  })

  it('waits for calls under way that hold back what it needs', async () => {
    await capAda(5000 * perToken)
    const first = await granted(placeOf(ada), sizeOf(5000))
    const second = reserve(placeOf(ada), sizeOf(4500), new AbortController().signal)
    await vi.waitFor(async () => {
      const { rows } = await sql.query(
        `select state from pg_stat_activity where query like '%reserve_call%' and datname = current_database()`,
      )
      expect(rows.length).toBeGreaterThan(0)
    })
    await settle(first, 10)
    expect(await second).toMatchObject({ maxTokens: 4500 })
    expect(await refusals()).toEqual([])
  })
})

describe('it is refused', () => {
  it.each([
    ['company_allowance', () => capCompany(1000)],
    ['employee_allowance', () => capAda(1000)],
  ])('for the %s, in words with the mark, and that is written down', async (reason, cap) => {
    await cap()
    expect(await reserve(placeOf(ada), sizeOf(5000))).toMatchObject({
      reason,
      text: expect.stringMatching(new RegExp(`^Allowance used up: .* \\[deskhand:${reason}\\]$`)),
    })
    expect(await refusals()).toMatchObject([{ reason, employee_id: ada.employeeId, cap_micros: 1000 }])
    expect((await counters(sql, companyId)).every(({ reserved }) => reserved === 0)).toBe(true)
  })

  it.each([
    ['its own allowance', true],
    ['the allowance of its whole', false],
  ])('for a task that has used up %s', async (_, isOwn) => {
    const whole = await addTask(sql, companyId, isOwn ? {} : { allowance_micros: 2000 })
    const part = await addTask(sql, companyId, { parent_id: whole, ...(isOwn && { allowance_micros: 2000 }) })
    const place = placeOf(ada, { runId: await addRun(sql, companyId, part) })
    expect(await reserve(place, sizeOf(5000))).toMatchObject({ reason: 'task_allowance' })
    expect(await reserve(placeOf(ada), sizeOf(5000))).toMatchObject({ maxTokens: 5000 })
  })

  it('without a cap that somebody set: nothing is unlimited', async () => {
    const place = placeOf(ada, { runId: await addRun(sql, companyId, await addTask(sql, companyId)) })
    await sql.query(
      `insert into spend (company_id, scope, subject_id, period, spent_micros)
       select $1, 'task', task_id, '1970-01-01', $3 from runs where id = $2`,
      [companyId, place.runId, terms.taskAllowanceMicros],
    )
    expect(await reserve(place, sizeOf(5000))).toMatchObject({ reason: 'task_allowance' })
    await sql.query(
      `insert into spend (company_id, scope, subject_id, period, spent_micros) values ($1, 'employee', $2, deskhand.month_of(now()), $3)
       on conflict (company_id, scope, subject_id, period) do update set spent_micros = excluded.spent_micros`,
      [companyId, ada.employeeId, 24 * dollar],
    )
    expect(await reserve(placeOf(ada), sizeOf(5000))).toMatchObject({ reason: 'employee_allowance' })
  })

  it('where employees rest', async () => {
    await sql.query('update companies set entitled_until = now() where id = $1', [companyId])
    expect(await reserve(placeOf(ada), sizeOf(10))).toMatchObject({ reason: 'not_entitled' })
    expect(await refusals()).toMatchObject([{ reason: 'not_entitled', cap_micros: null }])
  })

  it('not for what another company, another employee or another month has spent', async () => {
    await capAda(5000 * perToken)
    const [grace, other] = [await addEmployee(sql, companyId), await addCompany(sql, { planKey: 'studio' })]
    const linus = await addEmployee(sql, other.companyId)
    await spendAt(placeOf(grace), 5000)
    await spendAt(placeOf(linus), 5000)
    await sql.query(
      `insert into spend (company_id, scope, subject_id, period, spent_micros) values
        ($1, 'employee', $2, deskhand.month_of(now() - interval '1 month'), 999000000),
        ($1, 'company', $1, deskhand.month_of(now() - interval '1 month'), 999000000)`,
      [companyId, ada.employeeId],
    )
    expect(await reserve(placeOf(ada), sizeOf(5000))).toMatchObject({ maxTokens: 5000 })
  })

  it('on trial for what the whole trial has spent, in whatever month', async () => {
    await sql.query('delete from subscriptions where company_id = $1', [companyId])
    await sql.query('update companies set included_micros = $2 where id = $1', [companyId, 5 * dollar])
    await sql.query(
      `insert into spend (company_id, scope, subject_id, period, spent_micros) values ($1, 'company', $1, '1970-01-01', 4990000)`,
      [companyId],
    )
    expect(await reserve(placeOf(ada), sizeOf(5000))).toMatchObject({ reason: 'company_allowance' })
    await sql.query('update companies set extra_micros = $2 where id = $1', [companyId, dollar])
    expect(await reserve(placeOf(ada), sizeOf(5000))).toMatchObject({ maxTokens: 5000 })
    await isTrueToTheLedger().catch(() => undefined)
    expect(await counters(sql, companyId)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ period: '1970-01-01', spent: 4_990_000, reserved: 75_000 }),
      ]),
    )
  })
})

describe('a company whose subscription began with the rest of its trial', () => {
  const trialEnds = new Date(Date.now() + 5 * 24 * 60 * 60 * 1000)
  const begin = async (columns: object) => {
    companyId = (await addCompany(sql, { planKey: null })).companyId
    ada = await addEmployee(sql, companyId)
    await addSubscription(sql, companyId, {
      plan_key: 'company',
      seats: 25,
      trial_ends_at: trialEnds,
      ...columns,
    })
  }
  const sums = async () =>
    (await counters(sql, companyId)).filter(({ scope }) => scope === 'company').map(({ period }) => period)

  it.each([
    ['before it has paid anything', { status: 'trialing', period_started_at: new Date() }],
    ['when its first invoice is not paid', { status: 'past_due', period_started_at: trialEnds }],
  ])('spends what a trial includes, in all, %s', async (_, columns) => {
    await begin(columns)
    const call = await reserve(placeOf(ada), { ...sizeOf(64_000), inputTokensAtMost: 200_000 })
    expect(call).toMatchObject({ reservedMicros: expect.any(Number) })
    await sql.query(`update spend set spent_micros = $2 where company_id = $1 and scope = 'company'`, [
      companyId,
      terms.trialAllowanceMicros,
    ])
    expect(await reserve(placeOf(ada), sizeOf(10_000))).toMatchObject({ reason: 'company_allowance' })
    expect(await sums()).toContain('1970-01-01')
  })

  it('spends what its plan includes, month by month, when it has paid', async () => {
    await begin({ status: 'active', period_started_at: trialEnds })
    await granted(placeOf(ada), sizeOf(10_000))
    expect(await sums()).not.toContain('1970-01-01')
  })
})

describe('fifty at once', () => {
  it('never hold back nor spend more than the cap together, and the counters stay true to the ledger', async () => {
    const cap = 40_000 * perToken
    await capCompany(cap)
    const employees = [ada, await addEmployee(sql, companyId), await addEmployee(sql, companyId)]
    let most = 0
    const oneCall = async (index: number) => {
      const employee = employees[index % employees.length] ?? ada
      const outcome = await reserve(placeOf(employee), sizeOf(4096 + index))
      for (const { scope, spent, reserved } of await counters(sql, companyId))
        if (scope === 'company') most = Math.max(most, spent + reserved)
      if (!isRefusal(outcome)) await settle(outcome, 1000 + index)
      return isRefusal(outcome)
    }
    const refused = await Promise.all(Array.from({ length: 50 }, (_, index) => oneCall(index)))
    expect(refused).toContain(true)
    expect(refused).toContain(false)
    expect(most).toBeLessThanOrEqual(cap)
    await isTrueToTheLedger()
  })
})

describe('many who ask in the same moment', () => {
  it('are given together what there is, and not a token more', async () => {
    await spendAt(placeOf(ada), 1)
    for (let round = 1; round <= 5; round++) {
      const { rows } = await sql.query(
        'select sum(cost_micros)::bigint as sum from ledger_entries where company_id = $1',
        [companyId],
      )
      await capCompany(Number(rows[0].sum) + 5 * 9000 * perToken)
      const outcomes = await Promise.all(
        Array.from({ length: 40 }, () => reserve(placeOf(ada), sizeOf(9000))),
      )
      const given = outcomes.flatMap((outcome) => (isRefusal(outcome) ? [] : outcome))
      expect(given).toHaveLength(5)
      await Promise.all(given.map((call) => settle(call, 8000)))
    }
    await isTrueToTheLedger()
  })
})

describe('a call whose process died', () => {
  const letItDie = (id: string) =>
    sql.query(`update ledger_entries set reserved_until = now() - interval '1 second' where id = $1`, [id])

  it('costs what was recorded of it, and holds nothing back any more', async () => {
    const call = await granted(placeOf(ada), sizeOf(20_000))
    expect(await touchCall(call.id, { recordedMicros: 123_000, outputTokens: 7000 })).toBe(true)
    await letItDie(call.id)
    expect(await sweepCalls()).toBe(1)
    for (const counter of await counters(sql, companyId))
      expect(counter).toMatchObject({ spent: 123_000, reserved: 0 })
    expect(await touchCall(call.id, { recordedMicros: 200_000 })).toBe(false)
    await isTrueToTheLedger()
  })

  it('is not taken for dead while it shows signs of life', async () => {
    const call = await granted(placeOf(ada), sizeOf(20_000))
    await letItDie(call.id)
    await touchCall(call.id)
    expect(await sweepCalls()).toBe(0)
  })

  it('is made dearer when it comes back after all, and never cheaper', async () => {
    const call = await granted(placeOf(ada), sizeOf(20_000))
    await letItDie(call.id)
    await sweepCalls()
    const [before] = await counters(sql, companyId)
    await settle(call, 1)
    expect((await counters(sql, companyId))[0]?.spent).toBe(before?.spent)
    await settle(call, 15_000)
    for (const counter of await counters(sql, companyId))
      expect(counter).toMatchObject({ spent: 15_000 * perToken, reserved: 0 })
    await settle(call, 15_000)
    await isTrueToTheLedger()
  })
})

describe('a breaker', () => {
  const ease = () =>
    sql.query('insert into breaker_eases (company_id, employee_id) values ($1, $2)', [
      companyId,
      ada.employeeId,
    ])

  it('trips when money goes much faster than the allowance explains; what was held back is free', async () => {
    for (let call = 0; call < 6; call++) await spendAt(placeOf(ada), 60_000)
    expect(await reserve(placeOf(ada), sizeOf(5000))).toMatchObject({ reason: 'run_rate' })
    expect(await refusals()).toMatchObject([{ reason: 'run_rate', said: '$5.40 within five minutes' }])
    expect((await counters(sql, companyId)).every(({ reserved }) => reserved === 0)).toBe(true)
    await ease()
    expect(await reserve(placeOf(ada), sizeOf(5000))).toMatchObject({ maxTokens: 5000 })
  })

  it('trips when a run takes the same step again and again, and not when the steps differ', async () => {
    const [place, busy] = await Promise.all(
      [1, 2].map(async () =>
        placeOf(ada, { runId: await addRun(sql, companyId, await addTask(sql, companyId)) }),
      ),
    )
    if (!place || !busy) throw new Error('no places')
    for (let call = 0; call < 25; call++) {
      await settle(await granted(place, sizeOf(5000, 7)), 1)
      await settle(await granted(busy, sizeOf(5000, call)), 1)
    }
    expect(await reserve(place, sizeOf(5000, 7))).toMatchObject({ reason: 'no_progress' })
    expect(await reserve(place, sizeOf(5000, 8))).toMatchObject({ maxTokens: 5000 })
    expect(await reserve(busy, sizeOf(5000, 7))).toMatchObject({ maxTokens: 5000 })
    await ease()
    expect(await reserve(place, sizeOf(5000, 7))).toMatchObject({ maxTokens: 5000 })
  })
})
