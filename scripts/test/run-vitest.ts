// One kind of tests in a vitest of its own, its output passed on, counted from its JSON report.
// Files of a kind that may be starved by its machine run once more, alone, when they failed; that they did is said at the end.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Count, countOf, withSecond } from './count.ts'
import { type Failure, failuresOf, parseReport, type Report } from './report.ts'

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

/** What a kind of tests came to. */
export interface Outcome {
  count: Count
  failures: Failure[]
  /** What failed first and passed when its file ran again. */
  secondTime: Failure[]
}

async function runOnce(
  root: string,
  kind: string,
  patterns: string[],
): Promise<{ report: Report | undefined; count: Count }> {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-test-'))
  const file = join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const code = await run(root, ['--project', kind, ...reporters, ...patterns])
    const report = existsSync(file) ? parseReport(readFileSync(file, 'utf8')) : undefined
    return { report, count: countOf(report, code) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `again`: run the files that failed once more. More than three are no accident. */
export async function runVitest(
  root: string,
  kind: string,
  patterns: string[],
  again: boolean,
): Promise<Outcome> {
  const first = await runOnce(root, kind, patterns)
  const failures = first.report ? failuresOf(root, first.report) : []
  const files = [...new Set(failures.map(({ file }) => file))]
  if (!again || files.length === 0 || files.length > 3) {
    return { count: first.count, failures, secondTime: [] }
  }

  console.log(`\nOnce more, alone: ${files.join(', ')}`)
  const second = await runOnce(root, kind, files)
  const still = second.report ? failuresOf(root, second.report) : failures
  return {
    count: withSecond(first.count, second.count, failures.length),
    failures: second.count.failed > 0 ? still : [],
    secondTime: second.count.failed > 0 ? [] : failures,
  }
}
