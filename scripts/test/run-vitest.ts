// One kind of tests in a vitest of its own, its output passed on, counted from its JSON report.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { type Count, countOf } from './count.ts'

const number = z.number().default(0)
const report = z.object({
  numPassedTests: number,
  numFailedTests: number,
  numPendingTests: number,
  numTodoTests: number,
})

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function run(root: string, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const command = join(root, 'node_modules', 'vitest', 'vitest.mjs')
    const vitest = spawn(process.execPath, [command, 'run', ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const stop = (signal: NodeJS.Signals) => {
      vitest.kill(signal)
      process.exitCode = 130
    }
    for (const signal of signals) process.on(signal, stop)
    vitest.on('error', reject)
    vitest.on('exit', (code, signal) => {
      for (const handled of signals) process.off(handled, stop)
      if (process.exitCode === 130) process.exit()
      resolve(code ?? (signal ? 1 : 0))
    })
  })
}

export async function runVitest(root: string, kind: string, patterns: string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-test-'))
  const file = join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const code = await run(root, ['--project', kind, ...reporters, ...patterns])
    const said = existsSync(file) ? report.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
    return countOf(said, code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
