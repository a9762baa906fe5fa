import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { waitUntil } from '#local/supervisor/wait.ts'
import { type BuildOptions, ensureBuilt } from './ensure-built.ts'

/** Writes down that it ran, and takes a moment. */
const builder = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs')
appendFileSync('builds', 'x')
setTimeout(() => {
  mkdirSync('.next', { recursive: true })
  writeFileSync('.next/BUILD_ID', 'one')
}, 300)`

let root: string
let said: string[]
const running = new AbortController()

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'deskhand-build-test-'))
  said = []
  mkdirSync(join(root, 'app'))
  writeFileSync(join(root, 'app', 'page.tsx'), 'one')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function ensure(more: Partial<BuildOptions> = {}, code = builder): Promise<void> {
  return ensureBuilt({
    root,
    logFile: join(root, 'build.log'),
    environment: {},
    say: (line) => said.push(line),
    giveUp: running.signal,
    command: { command: process.execPath, args: ['-e', code] },
    ...more,
  })
}

const builds = () => readFileSync(join(root, 'builds'), 'utf8').length

it('builds once, and again only when what goes into it has changed', async () => {
  await ensure()
  await ensure()
  writeFileSync(join(root, 'app', 'page.test.tsx'), 'a test is not built')
  await ensure()
  expect(builds()).toBe(1)
  writeFileSync(join(root, 'app', 'page.tsx'), 'two')
  await ensure()
  expect(builds()).toBe(2)
})

it('lets copies of one checkout take turns: the second finds the build of the first', async () => {
  await Promise.all([ensure(), ensure()])
  expect(builds()).toBe(1)
})

it('shows why it failed, and tries again the next time', async () => {
  const broken = `console.error('app/page.tsx: an unexpected bracket'); process.exit(3)`
  await expect(ensure({}, broken)).rejects.toThrow(/exit code 3[\s\S]*an unexpected bracket/)
  await ensure()
  expect(builds()).toBe(1)
})

it('gives up when asked, and leaves no half build that counts', async () => {
  const asked = new AbortController()
  const giving = ensure({ giveUp: asked.signal }, `${builder}; setInterval(() => {}, 1000)`)
  giving.catch(() => {})
  await waitUntil(() => said.length > 0, 5_000)
  asked.abort()
  await expect(giving).rejects.toThrow(/abort/)
  await ensure()
  expect(said.filter((line) => line.startsWith('Built'))).toHaveLength(1)
})
