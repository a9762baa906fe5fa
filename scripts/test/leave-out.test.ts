import { expect, test } from 'vitest'
import { plantTree } from '#tests/support/planted-tree.ts'
import { kinds } from './kinds.ts'
import { countFiles, leaveOut } from './leave-out.ts'

const here = { answers: true, version: '27.1.0' } as const
const absent = { answers: false, why: 'connect ENOENT' } as const
const named = (...names: string[]) => kinds.filter(({ name }) => names.includes(name))

test('with an engine every kind runs', () => {
  expect(leaveOut(kinds, here, () => 7)).toEqual({
    kinds: [],
    count: { passed: 0, failed: 0, skipped: 0 },
    line: undefined,
  })
})

test('without one, the kinds that need it are told in one line and counted as skipped', () => {
  const files = new Map([
    ['docker', 3],
    ['attack', 1],
    ['docker-chaos', 2],
  ])
  const { line, ...left } = leaveOut(kinds, absent, ({ name }) => files.get(name) ?? 100)
  expect(left).toEqual({
    kinds: ['docker', 'attack', 'docker-chaos'],
    count: { passed: 0, failed: 0, skipped: 6 },
  })
  expect(line).toBe(
    'Skipped: docker (3 files), attack (1 file), docker-chaos (2 files), because no Docker engine answers: connect ENOENT.',
  )
})

test('only what was asked for is left out', () => {
  expect(leaveOut(named('unit', 'e2e'), absent, () => 1).line).toBeUndefined()
  expect(leaveOut(named('unit', 'attack'), absent, () => 1).kinds).toEqual(['attack'])
})

test('files are counted by the kind that their name says, and by the patterns asked for', () => {
  const root = plantTree({
    'orchestrator/desk.docker.test.ts': '',
    'orchestrator/desk.test.ts': '',
    'tests/attack/bombs.attack.test.ts': '',
    'elsewhere/walls.attack.test.ts': '',
    'node_modules/other/its.docker.test.ts': '',
    'tests/chaos/restart.docker-chaos.test.ts': '',
  })
  const count = (name: string, patterns: string[] = []) =>
    named(name).map((kind) => countFiles(root, kind, patterns))
  expect(['docker', 'attack', 'chaos', 'docker-chaos'].flatMap((name) => count(name))).toEqual([1, 1, 0, 1])
  expect(count('docker', ['desk'])).toEqual([1])
  expect(count('docker', ['nothing'])).toEqual([0])
})
