// Runs the parts of the check, a few at once, and tells each as it ends.
import { performance } from 'node:perf_hooks'
import { duplicates } from './duplicates.ts'
import { envExample } from './env-example.ts'
import { fileShapes } from './file-shapes.ts'
import { forbiddenText } from './forbidden-text.ts'
import { databaseTypes, roleContent } from './generated.ts'
import { layersAndCycles } from './layers.ts'
import { limits } from './limits.ts'
import { lint } from './lint.ts'
import type { Outcome, Part } from './part.ts'
import { pins } from './pins.ts'
import { testRatio } from './test-ratio.ts'
import { types } from './types.ts'
import { unused } from './unused.ts'

/** Those that start a tool come first, so that the others run while the tools work. */
export const allParts: Part[] = [
  types,
  lint,
  unused,
  duplicates,
  databaseTypes,
  roleContent,
  layersAndCycles,
  limits,
  testRatio,
  forbiddenText,
  fileShapes,
  pins,
  envExample,
]

const atOnce = 2

export interface PartResult extends Outcome {
  name: string
  durationMs: number
}

async function runPart(part: Part, root: string): Promise<PartResult> {
  const startedAt = performance.now()
  const outcome = await Promise.resolve()
    .then(() => part.run(root))
    .catch((error: unknown): Outcome => ({ findings: [`the check itself failed: ${error}`] }))
  return { ...outcome, name: part.name, durationMs: Math.round(performance.now() - startedAt) }
}

function tell({ name, findings, note, durationMs }: PartResult) {
  const state = findings.length === 0 ? 'ok  ' : 'FAIL'
  const remark = findings.length === 0 ? '' : `  ${findings.length} findings`
  console.log(
    `${state} ${name.padEnd(38)} ${String(durationMs).padStart(6)} ms${remark}${note ? `  ${note}` : ''}`,
  )
}

/** Prints a line per part as it ends and all findings at the end. */
export async function runParts(root: string, parts: Part[]): Promise<PartResult[]> {
  const waiting = [...parts]
  const results: PartResult[] = []
  const lane = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const result = await runPart(part, root)
      tell(result)
      results.push(result)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  for (const { name, findings } of results) {
    if (findings.length > 0) console.log(`\n${name}\n${findings.map((finding) => `  ${finding}`).join('\n')}`)
  }
  return results
}
