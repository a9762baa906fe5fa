#!/usr/bin/env node
// The command `deskhand` from a checkout, on any Node >= 20: the project's own Node runs it.
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(realpathSync(fileURLToPath(import.meta.url))), '..')
const command = join(root, 'cli/main.ts')
const own = join(root, 'node_modules/node/bin/node')
const [major, minor] = process.versions.node.split('.').map(Number)
const runsTypeScript = major > 22 || (major === 22 && minor >= 18)

if (runsTypeScript && existsSync(join(root, 'node_modules/commander'))) await import(command)
else {
  const [program, args] = existsSync(own)
    ? [own, [command]]
    : [process.execPath, [join(root, 'scripts/run.mjs'), command]]
  const child = spawn(program, [...args, ...process.argv.slice(2)], { stdio: 'inherit' })
  // On a terminal Ctrl-C reaches the child by itself.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
}
