// What stands in the way of a plan that a person wrote or approves: found and said, never put right behind their back. Pure.
import { modelById } from '#lib/model/models.ts'
import type { PlanStep } from '#lib/wire/plan.ts'
import { closingLinks } from './circles.ts'

/** In sentences that say which step and what to change. */
export function planProblems(steps: readonly PlanStep[], employed: ReadonlySet<string>): string[] {
  const keys = new Set<string>()
  const problems: string[] = []
  for (const { key, title, assigneeId, model } of steps) {
    if (keys.has(key)) problems.push(`Two steps have the key "${key}": give one another.`)
    keys.add(key)
    if (assigneeId !== null && !employed.has(assigneeId))
      problems.push(`Whoever "${title}" is given to does not work here any more: choose somebody else.`)
    if (model !== null && !modelById(model))
      problems.push(`"${title}" names the model "${model}", which is not offered: choose another.`)
  }
  for (const { key, title, dependsOn } of steps) {
    for (const on of dependsOn)
      if (!keys.has(on) && on !== key)
        problems.push(`"${title}" waits for "${on}", which is no step of this plan: take that away.`)
  }
  for (const { key, on } of closingLinks(steps)) {
    problems.push(`"${key}" and "${on}" would wait for each other: take one of the links away.`)
  }
  return problems
}
