// Finds groups of files that import each other in a circle (Tarjan's strongly connected components).
import type { Import } from './import-graph.ts'

/** Type-only imports count: two files that need each other's types belong together too. */
export function importCycles(graph: Import[]): string[][] {
  const targets = new Map<string, string[]>()
  for (const { from, to } of graph) targets.set(from, [...(targets.get(from) ?? []), to])

  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const path: string[] = []
  const cycles: string[][] = []

  function visit(file: string) {
    const own = order.size
    order.set(file, own)
    lowest.set(file, own)
    path.push(file)
    for (const target of targets.get(file) ?? []) {
      if (!order.has(target)) visit(target)
      if (path.includes(target)) {
        lowest.set(file, Math.min(lowest.get(file) ?? own, lowest.get(target) ?? own))
      }
    }
    if (lowest.get(file) !== own) return
    const group = path.splice(path.indexOf(file))
    const importsItself = targets.get(file)?.includes(file) ?? false
    if (group.length > 1 || importsItself) cycles.push(group)
  }

  for (const file of targets.keys()) if (!order.has(file)) visit(file)
  return cycles
}
