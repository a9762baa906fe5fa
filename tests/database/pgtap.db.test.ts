// Every assertion of supabase/tests becomes a test here.
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { loadPgTap, readTap, runTapFile } from './pgtap.ts'

const folder = new URL('../../supabase/tests/', import.meta.url)
const { databaseUrl, drop } = await freshDatabase()
const sql = new pg.Client({ connectionString: databaseUrl })
await sql.connect()
await loadPgTap(sql)
await sql.end()
afterAll(drop)

const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()

for (const file of files) {
  const report = await runTapFile(databaseUrl, await readFile(new URL(file, folder), 'utf8')).catch(String)
  describe(file, () => {
    if (typeof report === 'string') {
      test('runs to its end', () => expect.fail(report))
      return
    }
    for (const { description, complaint } of report.assertions) {
      test(description, () => expect(complaint).toBe(''))
    }
    test('makes as many assertions as it planned', () => {
      expect(report.assertions).toHaveLength(report.planned)
    })
  })
}

test('a failed assertion is read with what pgTAP says about it', () => {
  const lines = ['1..2', 'ok 1 - holds', 'not ok 2 - breaks', '# Failed test 2: "breaks"', '#   have: 1']
  expect(readTap(lines)).toEqual({
    planned: 2,
    assertions: [
      { description: 'holds', complaint: '' },
      { description: 'breaks', complaint: 'not ok 2 - breaks\n# Failed test 2: "breaks"\n#   have: 1' },
    ],
  })
})
