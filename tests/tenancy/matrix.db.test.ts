// Every table x verb x actor, really executed against two seeded companies.
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { actorsOf } from './actors.ts'
import { readFunctions, readTables } from './catalog.ts'
import { cellsOf } from './cells.ts'
import { tables } from './expectations.ts'
import { catalogFaults, cellFaults, functionFaults } from './faults.ts'
import { functions } from './function-callers.ts'
import { openWorld } from './open-world.ts'

const database = await freshDatabase()
const sql = new pg.Client({ connectionString: database.databaseUrl })
const world = await openWorld(sql)
const found = await readTables(sql)
const foundFunctions = await readFunctions(sql)
let executed = 0

afterAll(async () => {
  await sql.end()
  await database.drop()
  console.log(
    `tenancy matrix: ${executed} cells, ${found.length} tables, ${actorsOf(world).length} actors, ${foundFunctions.length} functions`,
  )
})

test('the expectations name exactly the tables that exist', () => {
  expect(Object.keys(tables).sort()).toEqual(found.map(({ name }) => name))
})

test.each(found)('$name can be reached by those it is meant for, and by nobody else', async (table) => {
  expect(catalogFaults(table)).toEqual([])
  const cells = cellsOf(table, world)
  executed += cells.length
  await sql.query('begin')
  const faults = await cellFaults(sql, cells)
  await sql.query('rollback')
  expect(faults).toEqual([])
})

test('the expectations name only functions that exist', () => {
  const names = new Set(foundFunctions.map(({ name }) => name))
  expect(Object.keys(functions).filter((name) => !names.has(name))).toEqual([])
})

test('functions fix their search_path and are called by those they are meant for', () => {
  expect(foundFunctions.flatMap(functionFaults)).toEqual([])
})
