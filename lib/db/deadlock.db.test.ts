// Two transactions that take the same two rows in opposite order: Postgres ends one of them, and it is done all the same.
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addCompany } from '#tests/support/company.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { closeDatabase, openDatabase } from './database.ts'
import { transactAsOrchestrator } from './transact.ts'

let world: Awaited<ReturnType<typeof freshDatabase>>
let pool: pg.Pool
beforeAll(async () => {
  world = await freshDatabase()
  openDatabase({ databaseUrl: world.databaseUrl, maxConnections: 4, applicationName: 'deadlock' })
  pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 })
})
afterAll(async () => {
  await closeDatabase()
  await pool.end()
  await world.drop()
})

it('is begun again by the one that lost, and both are done', async () => {
  const { companyId } = await addCompany(pool)
  const [first, second] = [await addEmployee(pool, companyId), await addEmployee(pool, companyId)]
  const begun = { first: 0, second: 0 }
  const holding = new Set<string>()
  let bothHoldOne: () => void = () => undefined
  const met = new Promise<void>((resolve) => {
    bothHoldOne = resolve
  })
  const touch = (own: 'first' | 'second', rows: string[]) =>
    transactAsOrchestrator(async (tx) => {
      begun[own] += 1
      for (const [at, id] of rows.entries()) {
        await sql`update employees set active_at = now() where id = ${id}`.execute(tx)
        if (at > 0) continue
        holding.add(own)
        if (holding.size === 2) bothHoldOne()
        await met
      }
      return own
    })
  const ids = [first.employeeId, second.employeeId]
  expect(await Promise.all([touch('first', ids), touch('second', ids.toReversed())])).toEqual([
    'first',
    'second',
  ])
  expect(begun.first + begun.second).toBe(3)
})
