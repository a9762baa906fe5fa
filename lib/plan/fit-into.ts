// Plans and checks have to fit into their columns as a whole. Pure.
import type { Check } from '#lib/wire/check.ts'
import type { PlanStep } from '#lib/wire/plan.ts'

// Less than the columns take.
export const maxPlanBytes = 200_000
const maxCheckBytes = 40_000
const short = { description: 500, reason: 300 }

export function fitInto(steps: readonly PlanStep[], repairs: string[]): PlanStep[] {
  if (writtenBytes(steps) <= maxPlanBytes) return [...steps]
  repairs.push(
    'The plan was too long: its long texts were cut, and checks left out where that was not enough.',
  )
  const shorter = steps.map((step) => ({
    ...step,
    description: step.description.slice(0, short.description).toWellFormed(),
    reason: step.reason.slice(0, short.reason).toWellFormed(),
  }))
  return writtenBytes(shorter) <= maxPlanBytes ? shorter : shorter.map((step) => ({ ...step, checks: [] }))
}

/** As many of the first as fit. */
export function fittingChecks(checks: readonly Check[]): Check[] {
  const kept: Check[] = []
  for (const check of checks) {
    if (writtenBytes([...kept, check]) > maxCheckBytes) break
    kept.push(check)
  }
  return kept
}

/** As Postgres writes it: with a space behind each comma and colon, and all digits of a number. A little more than that at most. */
export function writtenBytes(value: unknown): number {
  const json = JSON.stringify(value)
  const bare = json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '')
  const spaces = bare.match(/[,:]/g)?.length ?? 0
  const exponents = [...bare.matchAll(/e[+-](\d+)/g)].map(([, digits]) => Number(digits))
  return Buffer.byteLength(json) + spaces + exponents.reduce((sum, digits) => sum + digits, 0)
}
