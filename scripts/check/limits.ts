// How long files and functions are. The targets are what we aim at; only the limits fail the check.
import { functionLengths } from './function-lengths.ts'
import type { Outcome, Part } from './part.ts'
import { isModule, isTest, readSource, sourceFiles, totalLines } from './source-files.ts'

interface Measured {
  where: string
  lines: number
}

interface Measure {
  name: string
  target: [median: number, p90: number, longest: number]
  limit: number
}

const fileMeasure: Measure = { name: 'file length', target: [70, 200, 350], limit: 500 }
const functionMeasure: Measure = { name: 'function length', target: [15, 45, 100], limit: 150 }

function quantile(sorted: Measured[], share: number) {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]?.lines ?? 0
}

const row = (...cells: string[]) =>
  `| ${cells.map((cell, at) => cell.padEnd([17, 22, 10, 22, 30][at] ?? 0)).join(' | ')} |`

function assess({ name, target, limit }: Measure, measured: Measured[]): Outcome {
  const sorted = measured.toSorted((a, b) => a.lines - b.lines)
  const figures = [quantile(sorted, 0.5), quantile(sorted, 0.9), quantile(sorted, 1)]
  const kept = figures.every((figure, at) => figure <= (target[at] ?? 0))
  const longest = sorted.at(-1)?.where ?? ''
  return {
    findings: sorted
      .filter(({ lines }) => lines > limit)
      .map(({ where, lines }) => `${where}: ${name} ${lines} is over the limit of ${limit}`),
    note: row(
      name,
      target.join(' / '),
      `> ${limit}`,
      `${figures.join(' / ')}${kept ? '' : ' (over target)'}`,
      longest,
    ),
  }
}

/** Tests read as stories and have one callback per case, so only the length of their files is measured. */
function measure(root: string) {
  const modules = sourceFiles(root)
    .filter(isModule)
    .map((file) => ({ file, source: readSource(root, file) }))
  const files = modules.map(({ file, source }) => ({ where: file, lines: totalLines(source) }))
  const functions = modules
    .filter(({ file }) => !isTest(file))
    .flatMap(({ file, source }) =>
      functionLengths(file, source).map(({ name, line, lines }) => ({
        where: `${file}:${line} ${name}`,
        lines,
      })),
    )
  return { files, functions }
}

export const limits: Part = {
  name: 'file and function lengths',
  run(root) {
    const { files, functions } = measure(root)
    const parts = [assess(fileMeasure, files), assess(functionMeasure, functions)]
    const head = [
      row('measure', 'target med/p90/longest', 'fails', 'now', 'longest'),
      row('---', '---', '---', '---', '---'),
    ]
    return {
      findings: parts.flatMap(({ findings }) => findings),
      note: ['', ...head, ...parts.map(({ note }) => note)].join('\n  '),
    }
  },
}
