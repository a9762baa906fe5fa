import { expect, test } from 'vitest'
import { plantTree } from '#tests/support/planted-tree.ts'
import { layersAndCycles } from './layers.ts'

const manifest = JSON.stringify({
  imports: {
    '#app/*': './app/*',
    '#lib/*': './lib/*',
    '#local/*': './local/*',
    '#orchestrator/*': './orchestrator/*',
  },
})

async function findingsIn(files: Record<string, string>) {
  const { findings } = await layersAndCycles.run(plantTree({ 'package.json': manifest, ...files }))
  return findings
}

const file = 'export const x = 1'

test('app and orchestrator may import lib', async () => {
  const findings = await findingsIn({
    'lib/a.ts': file,
    'app/page.tsx': "import { x } from '#lib/a.ts'\nexport default () => <b>{x}</b>",
    'orchestrator/main.ts': "import { x } from '#lib/a.ts'\nconsole.log(x)",
  })
  expect(findings).toEqual([])
})

test.each([
  ['app reaches into the orchestrator', 'app/a.tsx', '#orchestrator/b.ts', 'orchestrator/b.ts'],
  ['the orchestrator reaches into the app', 'orchestrator/a.ts', '#app/b.ts', 'app/b.ts'],
  ['lib reaches up', 'lib/a.ts', '#orchestrator/b.ts', 'orchestrator/b.ts'],
  ['the product needs the embedded stack', 'lib/a.ts', '#local/b.ts', 'local/b.ts'],
  ['a worker sees more than the wire', 'worker/a.ts', '#lib/db/b.ts', 'lib/db/b.ts'],
  ['an alias is dodged by a relative path', 'app/a.ts', '../orchestrator/b.ts', 'orchestrator/b.ts'],
])('%s', async (_, from, specifier, to) => {
  const findings = await findingsIn({
    [from]: `import { x } from '${specifier}'\nconsole.log(x)`,
    [to]: file,
  })
  expect(findings[0]).toContain(`${from} -> ${specifier}: crosses the layers`)
})

test.each([
  ['a type', "import type { X } from '#app/b.ts'\nexport type Y = X"],
  ['a re-export', "export { x } from '#app/b.ts'"],
  ['a dynamic import', "await import('#app/b.ts')"],
])('%s crosses a layer too', async (_, source) => {
  const findings = await findingsIn({ 'lib/a.ts': source, 'app/b.ts': `${file}\nexport type X = number` })
  expect(findings).toHaveLength(1)
})

test('lib brings in no transport, but its tests may', async () => {
  const source = "import express from 'express'\nexpress()"
  expect(await findingsIn({ 'lib/a.ts': source })).toEqual([expect.stringContaining('a transport')])
  expect(await findingsIn({ 'lib/a.test.ts': source })).toEqual([])
})

test('only main.ts composes a desk runtime; its interface is free', async () => {
  const findings = await findingsIn({
    'orchestrator/runtime/desk-runtime.ts': file,
    'orchestrator/runtime/process/start.ts': file,
    'orchestrator/main.ts': "import { x } from './runtime/process/start.ts'\nconsole.log(x)",
    'orchestrator/fleet/a.ts': "import { x } from '../runtime/desk-runtime.ts'\nconsole.log(x)",
    'orchestrator/fleet/b.ts': "import { x } from '../runtime/process/start.ts'\nconsole.log(x)",
  })
  expect(findings).toEqual([expect.stringContaining('orchestrator/fleet/b.ts')])
})

test('a path that leads nowhere is said', async () => {
  expect(await findingsIn({ 'lib/a.ts': "import { x } from './gone.ts'\nconsole.log(x)" })).toEqual([
    'lib/a.ts -> ./gone.ts: names a file that does not exist',
  ])
})

test('imports that go in a circle are found, also through a third file', async () => {
  const findings = await findingsIn({
    'lib/a.ts': "import './b.ts'",
    'lib/b.ts': "import './c.ts'",
    'lib/c.ts': "import './a.ts'",
    'lib/d.ts': "import './a.ts'",
  })
  expect(findings).toEqual(['imports go in a circle: lib/a.ts -> lib/b.ts -> lib/c.ts'])
})
