#!/usr/bin/env node
// Runs a script of this project on the project's own Node, after making sure that node_modules is what package-lock.json says.
// Plain JavaScript without dependencies: this is the one file that must work on any Node >= 20 with an empty node_modules.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const root = realpathSync(join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..'))
const modules = join(root, 'node_modules')
const binDir = join(modules, '.bin')
const nodeBinary = join(modules, 'node', 'bin', 'node')
const lockFile = join(root, 'package-lock.json')
const stampFile = join(modules, '.deskhand-lock-hash')
const installLockStaleMs = 15_000

/** The machine's own PATH: `npm ci` deletes node_modules, so nothing may run from inside it meanwhile. */
const outsidePath = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((entry) => !entry.startsWith(modules))
  .join(delimiter)

const say = (line) => process.stderr.write(`${line}\n`)
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

function fail(...lines) {
  for (const line of lines) say(line)
  process.exit(1)
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** True when every package of the lock file lies in node_modules in that version (optional ones of other platforms aside). */
function dependenciesMatch() {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex')
  if (!existsSync(binDir)) return false
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return true
  const wanted = readJson(lockFile)?.packages ?? {}
  const present = readJson(join(modules, '.package-lock.json'))?.packages ?? {}
  const missing = Object.entries(wanted).filter(([path, entry]) => {
    if (path === '' || entry.link) return false
    const found = present[path]
    if (!found) return !entry.optional && !entry.devOptional
    return found.version !== entry.version || found.integrity !== entry.integrity
  })
  if (missing.length > 0) return false
  writeFileSync(stampFile, hash)
  return true
}

/** One install at a time per checkout. The holder touches the lock, so that a dead one is seen by its age. */
async function withInstallLock(work) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16)
  const lock = join(tmpdir(), `deskhand-install-${name}`)
  let told = false
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (lockAgeMs(lock) > installLockStaleMs) rmSync(lock, { recursive: true, force: true })
    else if (!told) say('Another start is installing the dependencies of this checkout; waiting for it.')
    told = true
    await pause(250)
  }
  const touch = setInterval(() => utimesSync(lock, new Date(), new Date()), 2_000)
  const release = () => {
    clearInterval(touch)
    rmSync(lock, { recursive: true, force: true })
  }
  process.once('exit', release)
  try {
    await work()
  } finally {
    process.removeListener('exit', release)
    release()
  }
}

function lockAgeMs(lock) {
  try {
    return Date.now() - statSync(lock).mtimeMs
  } catch {
    return 0
  }
}

function runNpm(args, env = {}) {
  return new Promise((resolve) => {
    const npm = spawn('npm', args, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, PATH: outsidePath, ...env },
    })
    const stop = (signal) => {
      npm.kill(signal)
      process.exit(128 + constants.signals[signal])
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop)
    const done = (code) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(signal, stop)
      resolve(code)
    }
    npm.on('error', () =>
      fail('npm was not found. Install Node.js 20 or newer together with npm, then try again.'),
    )
    npm.on('exit', (code) => done(code ?? 1))
  })
}

function countPackages() {
  if (!existsSync(modules)) return 0
  const entries = readdirSync(modules).filter((entry) => !entry.startsWith('.'))
  return entries.reduce((sum, entry) => {
    if (!entry.startsWith('@')) return sum + 1
    return sum + (existsSync(join(modules, entry)) ? readdirSync(join(modules, entry)).length : 0)
  }, 0)
}

async function install() {
  const startedAt = Date.now()
  const total = Object.keys(readJson(lockFile)?.packages ?? {}).length
  const seconds = () => Math.round((Date.now() - startedAt) / 1000)
  say(`Installing ${total} dependencies with npm ci (about a minute the first time) ...`)
  const progress = setInterval(() => say(`  ${seconds()} s, ${countPackages()} packages in place`), 5_000)
  const ci = () =>
    runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'])
  let code = await ci()
  if (code !== 0) {
    say('npm ci failed; trying once more.')
    code = await ci()
  }
  clearInterval(progress)
  if (code !== 0) fail(`npm ci failed with code ${code}. What npm said stands above; nothing was started.`)
  say(`Dependencies are in place after ${seconds()} s.`)
}

function installedNodeVersion() {
  const { stdout } = spawnSync(nodeBinary, ['--version'], { encoding: 'utf8' })
  return stdout?.trim().slice(1)
}

/** Install scripts may have been switched off; two kinds of packages are of no use without theirs. */
async function healSkippedScripts() {
  const packages = readJson(lockFile)?.packages ?? {}
  const wanted = packages['node_modules/node']?.version
  if (wanted === undefined)
    fail('package-lock.json does not name the package "node", which carries the Node this project runs on.')
  if (installedNodeVersion() === wanted) return
  say(`Node ${wanted} is not in place (its install script was skipped); running it now.`)
  const scripted = Object.entries(packages)
    .filter(([path, entry]) => entry.hasInstallScript && existsSync(join(root, path)))
    .map(([path]) => path.slice('node_modules/'.length))
  await runNpm(['rebuild', '--ignore-scripts=false', '--loglevel=error', ...scripted], {
    npm_config_ignore_scripts: 'false',
  })
  if (installedNodeVersion() !== wanted) {
    fail(
      `Node ${wanted} could not be put in place. Run this once, then try again:`,
      `  npm rebuild --ignore-scripts=false ${scripted.join(' ')}`,
    )
  }
}

function linkNode() {
  const link = join(binDir, 'node')
  if (existsSync(link)) return
  mkdirSync(binDir, { recursive: true })
  rmSync(link, { force: true })
  symlinkSync('../node/bin/node', link)
}

/**
 * Runs the script in the foreground. The child notices by its IPC channel when this process is gone, so that even `kill -9` here
 * leaves no orphan. On a terminal Ctrl-C reaches the child by itself; forwarding it would make it a second, impatient one.
 */
function runScript([script, ...args]) {
  const child = spawn(
    nodeBinary,
    ['--import', join(root, 'scripts', 'stop-with-parent.mjs'), script, ...args],
    {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: {
        ...process.env,
        PATH: `${binDir}${delimiter}${outsidePath}`,
        DESKHAND_LAUNCHER_PID: String(process.pid),
      },
    },
  )
  const forward = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward)
  child.on('error', (error) => fail(`Could not start ${script}: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
}

if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node 20 or newer is needed; this is ${process.version}.`)
if (process.argv.length < 3) fail('usage: node scripts/run.mjs <script.ts> [arguments]')
if (!dependenciesMatch() || !existsSync(nodeBinary)) {
  await withInstallLock(async () => {
    if (!dependenciesMatch()) await install()
    await healSkippedScripts()
    dependenciesMatch()
  })
}
linkNode()
runScript(process.argv.slice(2))
