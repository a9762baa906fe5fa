// Weakens the fences one statement at a time: the matrix has to notice every time, or it proves nothing.
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { readFunctions, readTables } from './catalog.ts'
import { cellsOf } from './cells.ts'
import { cellFaults, functionFaults } from './faults.ts'
import { functionMutants, type Mutant, tableMutants } from './mutants.ts'
import { openWorld } from './open-world.ts'

const database = await freshDatabase()
const sql = new pg.Client({ connectionString: database.databaseUrl })
const world = await openWorld(sql)
const found = await readTables(sql)
const count = { killed: 0, total: 0 }

afterAll(async () => {
  await sql.end()
  await database.drop()
  console.log(`tenancy mutants: ${count.killed} of ${count.total} killed`)
})

/** Lets each mutant live for one transaction and gives back those that nobody noticed. */
async function survivors(
  mutants: Mutant[],
  notices: (mutant: Mutant) => Promise<boolean>,
): Promise<string[]> {
  const survived: string[] = []
  for (const mutant of mutants) {
    await sql.query(`begin; ${mutant.does}`)
    if (!(await notices(mutant))) survived.push(mutant.does)
    await sql.query('rollback')
  }
  count.total += mutants.length
  count.killed += mutants.length - survived.length
  return survived
}

test.each(found)('every weakening of $name is noticed by a cell', async (table) => {
  const cells = cellsOf(table, world)
  const notices = async ({ aimsAt }: Mutant) => {
    const nearest = [...cells].sort(
      (a, b) => Number(b.actor.role === aimsAt) - Number(a.actor.role === aimsAt),
    )
    return (await cellFaults(sql, nearest, 1)).length > 0
  }
  expect(await survivors(await tableMutants(sql, table), notices)).toEqual([])
})

test('every weakening of a function is noticed', async () => {
  const notices = async () => (await readFunctions(sql)).flatMap(functionFaults).length > 0
  const mutants = (await readFunctions(sql)).flatMap(functionMutants)
  expect(await survivors(mutants, notices)).toEqual([])
})
