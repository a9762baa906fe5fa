// Steps that wait for each other. Pure.

interface Linked {
  key: string
  dependsOn: readonly string[]
}

/** The links that close a circle, in the order of the steps; without them there is none. */
export function closingLinks(steps: readonly Linked[]): { key: string; on: string }[] {
  const kept = new Map<string, string[]>()
  const closing: { key: string; on: string }[] = []
  for (const { key, dependsOn } of steps) {
    for (const on of dependsOn) {
      if (on === key || leadsTo(kept, on, key)) closing.push({ key, on })
      else kept.set(key, [...(kept.get(key) ?? []), on])
    }
  }
  return closing
}

function leadsTo(links: Map<string, string[]>, from: string, to: string): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true
    if (seen.has(at)) continue
    seen.add(at)
    open.push(...(links.get(at) ?? []))
  }
  return false
}
