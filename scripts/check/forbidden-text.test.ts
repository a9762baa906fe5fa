import { expect, test } from 'vitest'
import { plantTree } from '#tests/support/planted-tree.ts'
import { forbiddenText } from './forbidden-text.ts'

const findingsIn = async (files: Record<string, string>) =>
  (await forbiddenText.run(plantTree(files))).findings

test.each([
  ['unfinished work', 'lib/a.ts', '// TODO: later'],
  ['a promise', 'app/page.tsx', '<p>Coming soon</p>'],
  ['filler', 'docs/guide.md', 'Lorem ipsum dolor'],
  ['a test that hides the others', 'lib/a.test.ts', "test.only('x', () => {})"],
  ['a test switched off', 'lib/a.test.ts', "describe.skip('x', () => {})"],
  ['a silenced type', 'lib/a.ts', '// @ts-ignore'],
  ['a cast through unknown', 'lib/a.ts', 'return row as unknown as Employee'],
  ['a place of one machine', 'lib/a.ts', "const home = '/home/anna/deskhand'"],
  ['the host of a registry', 'docs/guide.md', `from ${['registry', 'npmjs', 'org'].join('.')}`],
  ['the environment outside env.ts', 'lib/a.ts', 'const url = process.env.DATABASE_URL'],
])('%s is found', async (_, file, line) => {
  expect(await findingsIn({ [file]: `first\n${line}` })).toEqual([expect.stringContaining(`${file}:2: `)])
})

test.each([
  ['a test that skips under a condition', 'lib/a.test.ts', "test.skipIf(!docker)('x', () => {})"],
  ['a method called skip', 'lib/a.ts', 'reader.skip(3)'],
  ['a place inside a desk', 'orchestrator/a.docker.test.ts', "inside('touch /tmp/x')"],
  ['a place inside a desk that is attacked', 'tests/attack/a.attack.test.ts', "inside('touch /tmp/x')"],
  ['the environment in a composition root', 'orchestrator/env.ts', 'schema.parse(process.env)'],
  ['the environment in what a container starts', 'docker/desk/agent/main.ts', 'read(process.env)'],
  ['the environment in a command', 'lib/db/migrate-command.ts', 'process.env.DATABASE_URL'],
  ['the home as an employee sees it', 'orchestrator/a.ts', "const home = '/home/desk/.openclaw'"],
  ['a route', 'app/a.tsx', "redirect('/onboarding/work')"],
])('%s is fine', async (_, file, line) => {
  expect(await findingsIn({ [file]: line })).toEqual([])
})
