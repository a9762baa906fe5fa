// A program of one's own: the task as JSON on stdin and in TASK_*, what it prints is the log. Its arguments are fixed when the worker
// starts, apart from values that cannot be mistaken for options.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { plainLine } from '#lib/wire/plain-text.ts'
import type { Claim } from '#lib/wire/run.ts'
import type { Places } from '../places.ts'
import { type Conclusion, type Execution, type Exit, howItEnded } from './executor.ts'

/** Linux refuses to start a program with a longer variable than 128 KiB. */
const longestVariable = 32_000
const keptLines = 40
const longestResultBytes = 1_000_000
/** sysexits.h: trying again is of no use. */
const dataError = 65

export function runCommand(template: string[]): Execution {
  const lastLines: string[] = []
  return {
    async launch(claim, places) {
      const [program = '', ...args] = template.map((part) => fill(part, claim, places))
      return {
        program,
        args,
        environment: variables(claim, places),
        input: `${JSON.stringify(claim.task)}\n`,
      }
    },
    hear(line, source) {
      const progress = source === 'stdout' ? readProgress(line) : undefined
      if (progress) return { lines: [], progress }
      if (source === 'stdout') keep(lastLines, line)
      return { lines: [line] }
    },
    conclude: (exit, places) => conclude(exit, places, lastLines),
  }
}

function fill(part: string, { task, run }: Claim, { home, work }: Places): string {
  const values: Record<string, string> = {
    id: task.id,
    number: String(task.number),
    run: run.id,
    attempt: String(run.attempt),
    home,
    work,
  }
  return part.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

/** Placeholders that exist; words of a task are not among them. */
export const placeholders = ['id', 'number', 'run', 'attempt', 'home', 'work'] as const

function variables({ task, run }: Claim, { home, work }: Places): Record<string, string> {
  const all = {
    TASK_ID: task.id,
    TASK_NUMBER: String(task.number),
    TASK_TITLE: task.title,
    TASK_DESCRIPTION: task.description,
    TASK_LABELS: task.labels.join(','),
    TASK_MODEL: task.model ?? '',
    TASK_THINKING: task.thinking ?? '',
    TASK_ROLE: task.role,
    TASK_FEEDBACK: task.feedback,
    TASK_RUN_ID: run.id,
    TASK_ATTEMPT: String(run.attempt),
    TASK_WORK_DIR: work,
    TASK_SUMMARY_FILE: join(home, summaryFile),
    TASK_RESULT_FILE: join(home, resultFile),
  }
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, value.replaceAll('\0', '').slice(0, longestVariable)]),
  )
}

const summaryFile = 'summary.md'
const resultFile = 'result.json'

/** `@progress capturing_frames 12 of 40` */
function readProgress(line: string): { state: string; note?: string } | undefined {
  const [, state, note] = /^@progress (\S{1,80})(?: (.*))?$/.exec(plainLine(line)) ?? []
  if (state === undefined) return undefined
  return note ? { state, note: note.slice(0, 2000) } : { state }
}

function keep(lines: string[], line: string) {
  lines.push(line)
  if (lines.length > keptLines) lines.shift()
}

async function conclude(exit: Exit, { home }: Places, lastLines: string[]): Promise<Conclusion> {
  const written = (await readBounded(join(home, summaryFile))).trim()
  const summary = written === '' ? lastLines.join('\n').trim() : written
  if (exit.code !== 0)
    return {
      kind: 'failed',
      reason: howItEnded(exit, 'The command'),
      canRetry: exit.code !== dataError,
      summary,
    }
  const text = await readBounded(join(home, resultFile))
  if (text === '') return { kind: 'done', summary }
  try {
    return { kind: 'done', summary, result: JSON.parse(text) }
  } catch {
    const reason = `The command left a ${resultFile} that is not JSON.`
    return { kind: 'failed', reason, canRetry: true, summary }
  }
}

async function readBounded(path: string): Promise<string> {
  const content = await readFile(path).catch(() => Buffer.alloc(0))
  return content.subarray(0, longestResultBytes).toString('utf8')
}
