// Which kinds of tests this machine cannot run, told in one line and counted as skipped: nobody takes silence for success.
import { globSync } from 'node:fs'
import type { EngineAnswer } from '#local/docker/ask-engine.ts'
import { type Count, none } from './count.ts'
import type { Kind } from './kinds.ts'

export interface LeftOut {
  kinds: string[]
  count: Count
  /** Undefined when nothing is left out. */
  line: string | undefined
}

/** `filesOf` a kind: a kind that does not run is counted by its files. */
export function leaveOut(
  chosen: readonly Kind[],
  engine: EngineAnswer,
  filesOf: (kind: Kind) => number,
): LeftOut {
  const waiting = engine.answers ? [] : chosen.filter(({ needsEngine }) => needsEngine)
  if (engine.answers || waiting.length === 0) return { kinds: [], count: none, line: undefined }
  const counted = waiting.map((kind) => ({ name: kind.name, files: filesOf(kind) }))
  const skipped = counted.reduce((sum, { files }) => sum + files, 0)
  const told = counted.map(({ name, files }) => `${name} (${files} ${files === 1 ? 'file' : 'files'})`)
  return {
    kinds: counted.map(({ name }) => name),
    count: { ...none, skipped },
    line: `Skipped: ${told.join(', ')}, because no Docker engine answers: ${engine.why}.`,
  }
}

/** How many files of a kind there are, of those whose path contains one of the patterns. */
export function countFiles(root: string, { include }: Kind, patterns: string[]): number {
  const exclude = ['**/node_modules/**', '**/.next/**', '**/.deskhand/**']
  return globSync(include, { cwd: root, exclude }).filter(
    (file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)),
  ).length
}
