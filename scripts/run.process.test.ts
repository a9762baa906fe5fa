import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** Stands in for the package "node": its install script puts a bin/node in place, and without it there is none. */
const fakeNodeInstall = `
const fs = require('node:fs')
fs.mkdirSync('bin', { recursive: true })
fs.writeFileSync('bin/node', '#!/bin/sh\\nexec ' + process.env.REAL_NODE + ' "$@"\\n', { mode: 0o755 })
`

let project: string
const started = new Set<ChildProcess>()
const environment = { ...process.env, REAL_NODE: process.execPath }

function writeProject() {
  project = mkdtempSync(join(tmpdir(), 'deskhand-run-'))
  for (const folder of ['scripts', 'fake-node']) mkdirSync(join(project, folder))
  for (const file of ['run.mjs', 'stop-with-parent.mjs'])
    copyFileSync(join(import.meta.dirname, file), join(project, 'scripts', file))
  const fakeNode = {
    name: 'node',
    version: process.versions.node,
    bin: { node: 'bin/node' },
    scripts: { preinstall: 'node install.js' },
  }
  writeFileSync(join(project, 'fake-node/package.json'), JSON.stringify(fakeNode))
  writeFileSync(join(project, 'fake-node/install.js'), fakeNodeInstall)
  const inProject = { cwd: project, env: environment, stdio: 'pipe' as const }
  execFileSync('npm', ['pack', './fake-node', '--ignore-scripts'], inProject)
  const tarball = `file:node-${process.versions.node}.tgz`
  const allowScripts = { node: true, [tarball]: true }
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'fixture', devDependencies: { node: tarball }, allowScripts }),
  )
  execFileSync('npm', ['install', '--package-lock-only', '--offline'], inProject)
}

function writeScript(name: string, source: string) {
  writeFileSync(join(project, name), source)
  return name
}

function launch(script: string, args: string[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['scripts/run.mjs', script, ...args], {
    cwd: project,
    env: { ...environment, ...env },
  })
  started.add(child)
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  return { child, output, ended }
}

const waitFor = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 50 })

function isAlive(pid: number) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

beforeEach(writeProject)

afterEach(() => {
  for (const child of started) child.kill('SIGKILL')
  started.clear()
  rmSync(project, { recursive: true, force: true })
})

test('an empty checkout gets its dependencies, then the script with its arguments and exit code', async () => {
  const script = writeScript(
    'hello.ts',
    'const n: number = 7; console.log(process.argv.slice(2).join("+")); process.exit(n)',
  )
  const { output, ended } = launch(script, ['a', 'b c'])
  expect(await ended).toBe(7)
  expect(output.stdout).toBe('a+b c\n')
  expect(output.stderr).toContain('Installing')
})

test('a second start installs nothing and says nothing', async () => {
  const script = writeScript('hello.ts', 'console.log("hello")')
  await launch(script).ended
  const { output, ended } = launch(script)
  expect(await ended).toBe(0)
  expect(output).toEqual({ stdout: 'hello\n', stderr: '' })
})

test('the script finds the commands of the project first in its PATH', async () => {
  const { output, ended } = launch(writeScript('path.ts', 'console.log(process.env.PATH)'))
  await ended
  expect(output.stdout.startsWith(join(project, 'node_modules/.bin'))).toBe(true)
})

test('a changed lock file leads to a new install', async () => {
  const script = writeScript('hello.ts', 'console.log("hello")')
  await launch(script).ended
  const lock = join(project, 'package-lock.json')
  const marker = join(project, 'node_modules/left-over')
  writeFileSync(marker, '')
  writeFileSync(lock, `${readFileSync(lock, 'utf8')}\n`)
  writeFileSync(join(project, 'node_modules/.package-lock.json'), '{"packages":{}}')
  await launch(script).ended
  expect(existsSync(marker)).toBe(false)
})

test('switched-off install scripts are made up for', async () => {
  const script = writeScript('hello.ts', 'console.log("healed")')
  const { output, ended } = launch(script, [], { npm_config_ignore_scripts: 'true' })
  expect(await ended).toBe(0)
  expect(output.stdout).toBe('healed\n')
  expect(output.stderr).toContain('its install script was skipped')
})

test('two first starts at once install once', async () => {
  const script = writeScript('hello.ts', 'console.log("hello")')
  const both = [launch(script), launch(script)]
  expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0])
  expect(both.filter(({ output }) => output.stderr.includes('Installing'))).toHaveLength(1)
})

const waitingScript = `
process.on('SIGTERM', () => { console.log('stopping'); process.exit(3) })
console.log('pid ' + process.pid)
setInterval(() => {}, 1000)
`

async function launchWaiting() {
  const run = launch(writeScript('wait.ts', waitingScript))
  await waitFor(() => expect(run.output.stdout).toMatch(/pid \d+/))
  return { ...run, scriptPid: Number(run.output.stdout.match(/pid (\d+)/)?.[1]) }
}

test('SIGTERM reaches the script, and its exit code comes back', async () => {
  const { child, output, ended } = await launchWaiting()
  child.kill('SIGTERM')
  expect(await ended).toBe(3)
  expect(output.stdout).toContain('stopping')
})

test('a killed launcher leaves no script behind', async () => {
  const { child, output, scriptPid } = await launchWaiting()
  child.kill('SIGKILL')
  await waitFor(() => expect(isAlive(scriptPid)).toBe(false))
  expect(output.stdout).toContain('stopping')
})
