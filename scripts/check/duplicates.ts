// jscpd: how much of the code says the same thing twice.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Part } from './part.ts'
import { findingsOf, runTool } from './run-tool.ts'

const targetPercent = 1.5
const limitPercent = 3

const place = z.object({ name: z.string(), start: z.number(), end: z.number() })
const report = z.object({
  duplicates: z.array(z.object({ lines: z.number(), firstFile: place, secondFile: place })),
  statistics: z.object({
    total: z.object({ percentage: z.number(), duplicatedLines: z.number(), lines: z.number() }),
  }),
})

const ignored = ['node_modules', '.next', '.deskhand', 'generated', 'test-results'].map(
  (folder) => `**/${folder}/**`,
)

async function readReport(root: string, folder: string) {
  const formats = 'typescript,tsx,javascript,css,sql'
  const args = [
    '.',
    '--reporters',
    'json',
    '--output',
    folder,
    '--format',
    formats,
    '--ignore',
    [...ignored, 'lib/db/types.ts'].join(','),
  ]
  const result = await runTool(root, 'jscpd', args)
  if (result.code !== 0) return { failed: findingsOf('jscpd', result) }
  return { read: report.parse(JSON.parse(readFileSync(join(folder, 'jscpd-report.json'), 'utf8'))) }
}

export const duplicates: Part = {
  name: 'duplicates',
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), 'deskhand-jscpd-'))
    try {
      const { failed, read } = await readReport(root, folder)
      if (!read) return { findings: failed }
      const { percentage, duplicatedLines, lines } = read.statistics.total
      const figure = `${percentage.toFixed(2)} % of ${lines} lines (${duplicatedLines}); aim ${targetPercent} %, limit ${limitPercent} %`
      const pairs = read.duplicates.map(
        ({ lines: shared, firstFile: a, secondFile: b }) =>
          `${shared} lines: ${a.name}:${a.start}-${a.end} = ${b.name}:${b.start}-${b.end}`,
      )
      return { findings: percentage > limitPercent ? [`duplicates: ${figure}`, ...pairs] : [], note: figure }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
