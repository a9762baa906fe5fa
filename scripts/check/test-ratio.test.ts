import { expect, test } from 'vitest'
import { plantTree } from '#tests/support/planted-tree.ts'
import { testRatio } from './test-ratio.ts'

const lines = (count: number) => 'line()\n'.repeat(count)

async function measure(files: Record<string, string>) {
  return testRatio.run(plantTree(files))
}

test('tests beside the code, in tests/ and in SQL count; blank lines do not', async () => {
  const { note, findings } = await measure({
    'lib/a.ts': lines(10),
    'supabase/migrations/1.sql': lines(10),
    'lib/a.test.ts': lines(5),
    'tests/support/b.ts': `${lines(4)}\n\n\n`,
    'supabase/tests/rls.sql': lines(3),
  })
  expect(note).toContain('0.60 (12 / 20)')
  expect(findings).toEqual([])
})

test('fewer than 0.6 fail', async () => {
  const { findings } = await measure({ 'lib/a.ts': lines(100), 'lib/a.test.ts': lines(59) })
  expect(findings).toHaveLength(1)
})
