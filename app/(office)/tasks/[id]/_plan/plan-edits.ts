// What a person does to the steps of a proposed plan. Pure; each returns new steps that hang together.
import type { PlanStep } from '#lib/wire/plan.ts'

export function withoutStep(steps: readonly PlanStep[], key: string): PlanStep[] {
  const gone = steps.find((one) => one.key === key)
  return steps
    .filter((one) => one.key !== key)
    .map((one) =>
      one.dependsOn.includes(key)
        ? // What waited for it waits for what it waited for.
          {
            ...one,
            dependsOn: [
              ...new Set([...one.dependsOn.filter((other) => other !== key), ...(gone?.dependsOn ?? [])]),
            ],
          }
        : one,
    )
}

export function withStep(steps: readonly PlanStep[]): PlanStep[] {
  let number = steps.length + 1
  while (steps.some(({ key }) => key === `step-${number}`)) number += 1
  const step: PlanStep = {
    key: `step-${number}`,
    title: '',
    description: '',
    role: '',
    reason: '',
    assigneeId: null,
    requires: [],
    model: null,
    thinking: null,
    dependsOn: [],
    checks: [],
    estimateMicros: null,
    estimateMinutes: null,
  }
  return [...steps, step]
}

export function changedStep(steps: readonly PlanStep[], key: string, changes: Partial<PlanStep>): PlanStep[] {
  return steps.map((one) => (one.key === key ? { ...one, ...changes } : one))
}

/** Which steps this one may wait for: not itself, and none that waits for it, however far. */
export function mayWaitFor(steps: readonly PlanStep[], key: string): PlanStep[] {
  const waiting = new Set([key])
  for (let size = 0; size !== waiting.size; ) {
    size = waiting.size
    for (const one of steps) if (one.dependsOn.some((other) => waiting.has(other))) waiting.add(one.key)
  }
  return steps.filter((one) => !waiting.has(one.key))
}

/** In an order in which each comes after what it waits for, otherwise as given. */
export function inOrder(steps: readonly PlanStep[]): PlanStep[] {
  const ordered: PlanStep[] = []
  const rest = [...steps]
  while (rest.length > 0) {
    const known = new Set(ordered.map(({ key }) => key))
    const index = rest.findIndex((one) =>
      one.dependsOn.every((key) => known.has(key) || !steps.some((other) => other.key === key)),
    )
    ordered.push(...rest.splice(Math.max(index, 0), 1))
  }
  return ordered
}

/** Side by side where nothing waits: the longest way through, and all the money. */
export function totalOf(steps: readonly PlanStep[]): { micros: number | null; minutes: number | null } {
  const ends = new Map<string, number>()
  for (const step of inOrder(steps)) {
    const starts = Math.max(0, ...step.dependsOn.map((key) => ends.get(key) ?? 0))
    ends.set(step.key, starts + (step.estimateMinutes ?? 0))
  }
  const micros = steps.map((one) => one.estimateMicros).filter((one) => one !== null)
  const isTimed = steps.some((one) => one.estimateMinutes !== null)
  return {
    micros: micros.length > 0 ? micros.reduce((sum, one) => sum + one, 0) : null,
    minutes: isTimed ? Math.max(0, ...ends.values()) : null,
  }
}
