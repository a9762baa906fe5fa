// Makes the steps that somebody proposed fit to be kept and carried out: whatever a model says comes out bounded, with only known people
// and models, and without circles. Each thing left out or put right is said in a sentence. Pure; believes nothing about its input.
import { maxPlanSteps, type PlanStep } from '#lib/wire/plan.ts'
import { closingLinks } from './circles.ts'
import { fitInto } from './fit-into.ts'
import { type KnownHands, type RawStep, readStep } from './read-step.ts'

export interface CheckedSteps {
  steps: PlanStep[]
  repairs: string[]
}

const mostRepairs = 40

export function checkSteps(proposed: unknown, known: KnownHands): CheckedSteps {
  const repairs: string[] = []
  const list: unknown[] = Array.isArray(proposed) ? proposed : []
  if (list.length > maxPlanSteps)
    repairs.push(`The plan had ${list.length} steps; the first ${maxPlanSteps} were kept.`)
  const read = list
    .slice(0, maxPlanSteps)
    .flatMap((raw, index) => readStep(raw, index + 1, known, repairs) ?? [])
  const keyed = withOwnKeys(read, repairs)
  const linked = withoutCircles(withKnownLinks(keyed, repairs), repairs)
  const steps = fitInto(withOwnRoles(linked), repairs)
  return { steps, repairs: shortened(repairs) }
}

interface KeyedStep extends RawStep {
  /** As the others call it. */
  saidKey: string
}

function withOwnKeys(steps: readonly RawStep[], repairs: string[]): KeyedStep[] {
  const taken = new Set<string>()
  return steps.map((step, index) => {
    const saidKey = step.key
    const wanted = slugOf(saidKey) || slugOf(step.title) || `step-${index + 1}`
    const key = taken.has(wanted) ? `${wanted.slice(0, 36)}-${index + 1}` : wanted
    if (taken.has(wanted)) repairs.push(`Two steps had the key “${wanted}”; the later one is “${key}” now.`)
    taken.add(key)
    return { ...step, key, saidKey }
  })
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
}

function withKnownLinks(steps: readonly KeyedStep[], repairs: string[]): KeyedStep[] {
  // Of two steps that shared a name, the first is meant.
  const bySaid = new Map<string, string>()
  for (const { key, saidKey } of steps) {
    for (const name of [key, saidKey]) if (!bySaid.has(name)) bySaid.set(name, key)
  }
  return steps.map((step) => {
    const known = new Set<string>()
    for (const said of step.dependsOn) {
      const on = bySaid.get(said)
      if (on === undefined)
        repairs.push(`“${step.title}” waited for “${said}”, which is no step; it does not wait for it now.`)
      else known.add(on)
    }
    return { ...step, dependsOn: [...known] }
  })
}

function withoutCircles(steps: readonly KeyedStep[], repairs: string[]): KeyedStep[] {
  const closing = closingLinks(steps)
  for (const { key, on } of closing)
    repairs.push(`“${key}” waiting for “${on}” would have closed a circle; it does not wait for it now.`)
  return steps.map((step) => ({
    ...step,
    dependsOn: step.dependsOn.filter(
      (on) => !closing.some((link) => link.key === step.key && link.on === on),
    ),
  }))
}

/** Each employee has a part of their own in a plan. */
function withOwnRoles(steps: readonly KeyedStep[]): PlanStep[] {
  const takenBy = new Map<string, string | null>()
  return steps.map(({ saidKey: _, ...step }) => {
    const said = step.role || step.title
    const holder = takenBy.get(said.toLowerCase())
    const role =
      holder === undefined || holder === step.assigneeId ? said : `${said}: ${step.title}`.slice(0, 200)
    takenBy.set(role.toLowerCase(), step.assigneeId)
    return { ...step, role: role.toWellFormed() }
  })
}

function shortened(repairs: readonly string[]): string[] {
  const kept = repairs.slice(0, mostRepairs)
  const rest = repairs.length - kept.length
  return rest === 0 ? kept : [...kept, `${rest} more things were put right or left out.`]
}
