// The tools behind the gates, with the real configuration, over a tree with one thing wrong.
import { copyFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plantTree } from '#tests/support/planted-tree.ts'
import { duplicates } from './duplicates.ts'
import { lint } from './lint.ts'
import type { Part } from './part.ts'
import { types } from './types.ts'
import { unused } from './unused.ts'

const project = join(import.meta.dirname, '../..')

async function findingsOf(part: Part, files: Record<string, string>) {
  const root = plantTree({
    'package.json': JSON.stringify({ type: 'module' }),
    '.gitignore': 'node_modules\n',
    ...files,
  })
  for (const file of ['tsconfig.json', 'biome.json', 'knip.ts'])
    copyFileSync(join(project, file), join(root, file))
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
  return (await part.run(root)).findings
}

const wellFormed = { 'orchestrator/main.ts': 'export {}\n\nconsole.log(1)\n' }

test('types: a wrong type is found where it is', async () => {
  expect(await findingsOf(types, wellFormed)).toEqual([])
  const findings = await findingsOf(types, { 'lib/a.ts': "export const count: number = 'three'\n" })
  expect(findings).toEqual([expect.stringContaining('lib/a.ts(1,14): error TS2322')])
})

test('lint: any, a non-null assertion and an unused variable are found', async () => {
  const findings = await findingsOf(lint, {
    'lib/a.ts': 'export const first = (list: any) => list[0]!\nconst unused = 1\n',
  })
  for (const rule of ['noExplicitAny', 'noNonNullAssertion', 'noUnusedVariables']) {
    expect(findings).toContainEqual(expect.stringMatching(new RegExp(`^lib/a.ts:\\d .*${rule}`)))
  }
})

test('format: another layout is found', async () => {
  const findings = await findingsOf(lint, { 'lib/a.ts': 'export const a = "x";\n' })
  expect(findings).toContainEqual(expect.stringContaining('lib/a.ts:1 format'))
})

test('unused: a file, an export and a dependency that nothing uses are found', async () => {
  const findings = await findingsOf(unused, {
    'package.json': JSON.stringify({ type: 'module', dependencies: { zod: '4.6.7' } }),
    'orchestrator/main.ts': "import { used } from './used.ts'\n\nconsole.log(used)\n",
    'orchestrator/used.ts': 'export const used = 1\nexport const needless = 2\n',
    'orchestrator/forgotten.ts': 'export const x = 1\n',
  })
  const said = findings.join('\n')
  expect(said).toContain('orchestrator/forgotten.ts')
  expect(said).toContain('orchestrator/used.ts: needless')
  expect(said).toContain('package.json: zod')
})

const sameTwice = Array.from(
  { length: 30 },
  (_, at) => `export const value${at} = compute(${at}, 'x', [${at}])`,
).join('\n')

test('duplicates: a file written twice is found', async () => {
  expect(await findingsOf(duplicates, wellFormed)).toEqual([])
  const findings = await findingsOf(duplicates, { 'lib/a.ts': sameTwice, 'lib/b.ts': sameTwice })
  expect(findings[0]).toMatch(/^duplicates: [1-9]\d\.\d+ %/)
  expect(findings[1]).toContain('lib/a.ts')
})
