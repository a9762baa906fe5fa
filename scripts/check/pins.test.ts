import { expect, test } from 'vitest'
import { plantTree } from '#tests/support/planted-tree.ts'
import { pins } from './pins.ts'

type Versions = Record<string, string>
type Entry = { version?: string; resolved?: string; dependencies?: Versions; optionalDependencies?: Versions }

async function findingsIn(dependencies: Record<string, string>, packages: Record<string, Entry>) {
  const root = plantTree({
    'package.json': JSON.stringify({ dependencies }),
    'package-lock.json': JSON.stringify({ packages }),
  })
  return (await pins.run(root)).findings
}

test('exact versions that the lock file shares pass', async () => {
  const dependencies = { zod: '4.6.7', pg: '1.0.0-beta.17' }
  expect(
    await findingsIn(dependencies, { '': { dependencies }, 'node_modules/zod': { version: '4.6.7' } }),
  ).toEqual([])
})

test.each(['^4.6.7', '~4.6.7', '4', 'latest', '*'])('%s is not exact', async (version) => {
  const dependencies = { zod: version }
  expect(await findingsIn(dependencies, { '': { dependencies } })).toEqual([
    `package.json: zod "${version}" is not exact`,
  ])
})

test('a lock file of another package.json is found', async () => {
  expect(await findingsIn({ zod: '4.6.7' }, { '': { dependencies: { zod: '4.6.6' } } })).toEqual([
    'package-lock.json: zod differs from package.json; run npm install',
  ])
})

test('a lock file that remembers where packages came from is found', async () => {
  const packages = { '': {}, 'node_modules/zod': { resolved: 'https://mirror.example/zod.tgz' } }
  expect(await findingsIn({}, packages)).toEqual([
    'package-lock.json: node_modules/zod remembers the registry it came from',
  ])
})

test('a package without a lock file is found', async () => {
  const root = plantTree({ 'docker/package.json': JSON.stringify({ dependencies: { zod: '4.6.7' } }) })
  expect((await pins.run(root)).findings).toEqual(['docker/package-lock.json is missing'])
})

test('a lock file without the packages of other platforms is found', async () => {
  const packages = {
    '': { dependencies: { biome: '2.6.8' } },
    'node_modules/biome': {
      version: '2.6.8',
      optionalDependencies: { 'biome-linux-x64': '2.6.8', 'biome-darwin-x64': '2.6.8' },
    },
    'node_modules/biome-linux-x64': { version: '2.6.8' },
  }
  expect(await findingsIn({ biome: '2.6.8' }, packages)).toEqual([
    'package-lock.json: biome-darwin-x64 is missing, npm ci will refuse; npm run lock:complete',
  ])
})
