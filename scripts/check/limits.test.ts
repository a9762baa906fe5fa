import { expect, test } from 'vitest'
import { plantTree } from '#tests/support/planted-tree.ts'
import { functionLengths } from './function-lengths.ts'
import { limits } from './limits.ts'

const lines = (count: number) => Array.from({ length: count }, (_, at) => `  step(${at})`).join('\n')

test('a function is measured from its first line to its last, however it is written', () => {
  const source = [
    'export function declared() {',
    '  step()',
    '}',
    'const bound = async () => {',
    '  step()',
    '  step()',
    '}',
    'class Thing {',
    '  method() {}',
    '}',
    'export const table = {',
    '  entry() {',
    '  },',
    '}',
  ].join('\n')
  expect(functionLengths('a.ts', source)).toEqual([
    { name: 'declared', line: 1, lines: 3 },
    { name: 'bound', line: 4, lines: 4 },
    { name: 'method', line: 9, lines: 1 },
    { name: 'entry', line: 12, lines: 2 },
  ])
})

test('a callback counts into the function around it', () => {
  const source = 'function outer() {\n  list.map((x) => {\n    return x\n  })\n}'
  expect(functionLengths('a.ts', source)).toEqual([{ name: 'outer', line: 1, lines: 5 }])
})

test('a function over 150 lines and a file over 500 fail; at the limit they pass', async () => {
  const { findings } = await limits.run(
    plantTree({
      'lib/function-at-limit.ts': `function a() {\n${lines(148)}\n}`,
      'lib/function-over.ts': `function b() {\n${lines(149)}\n}`,
      'lib/file-at-limit.ts': lines(500),
      'lib/file-over.ts': lines(501),
    }),
  )
  expect(findings).toEqual([
    'lib/file-over.ts: file length 501 is over the limit of 500',
    'lib/function-over.ts:1 b: function length 151 is over the limit of 150',
  ])
})

test('the table names targets, limits and what is measured', async () => {
  const files = { 'lib/a.ts': lines(10), 'lib/b.ts': lines(90), 'lib/c.ts': lines(400) }
  const { note } = await limits.run(plantTree(files))
  expect(note).toMatch(/file length\s+\| 70 \/ 200 \/ 350\s+\| > 500\s+\| 90 \/ 400 \/ 400 \(over target\)/)
})
