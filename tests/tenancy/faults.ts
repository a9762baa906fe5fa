// The whole judgement about one table or function: what the matrix reports, and what must notice every mutant.
import type pg from 'pg'
import type { FunctionFacts, TableFacts } from './catalog.ts'
import type { Cell } from './cells.ts'
import { functions } from './function-callers.ts'
import { runCell } from './run-cell.ts'

export function catalogFaults({ name, rlsEnabled, rlsForced }: TableFacts): string[] {
  return [
    ...(rlsEnabled ? [] : [`${name} does not enable row level security`]),
    ...(rlsForced ? [] : [`${name} does not force row level security`]),
  ]
}

/** Runs the cells one after the other, until as many as wanted came out otherwise. */
export async function cellFaults(sql: pg.Client, cells: Cell[], enough = Number.POSITIVE_INFINITY) {
  const faults: string[] = []
  for (const cell of cells) {
    if (faults.length >= enough) break
    const outcome = await runCell(sql, cell)
    if (outcome !== cell.expected) faults.push(`${cell.says}: ${outcome} instead of ${cell.expected}`)
  }
  return faults
}

export function functionFaults({ name, signature, searchPathIsFixed, callers }: FunctionFacts): string[] {
  const expected = [...(functions[name] ?? [])].sort()
  const asExpected = expected.join() === [...callers].sort().join()
  return [
    ...(searchPathIsFixed ? [] : [`${signature} has no fixed search_path`]),
    ...(asExpected ? [] : [`${signature} may be called by ${callers.join(', ') || 'nobody'}`]),
  ]
}
