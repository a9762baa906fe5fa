// Whom a task goes to that is nobody's: the least loaded of those who can. Pure.

export interface Candidate {
  employeeId: string
  name: string
  capabilities: readonly string[]
  /** Their desk is up; others would have to be woken first. */
  isAwake: boolean
  /** What they work on, and what waits for them. */
  load: number
}

export interface Choice {
  employeeId: string
  /** For people, in a sentence. */
  reason: string
}

/** An employee who sleeps counts as if they had half a task more: who is awake begins at once. */
const wakingIsWorth = 0.5

export function chooseEmployee(
  requires: readonly string[],
  candidates: readonly Candidate[],
): Choice | undefined {
  const able = candidates.filter(({ capabilities }) => requires.every((need) => capabilities.includes(need)))
  const [first, ...others] = able.toSorted(
    (a, b) => cost(a) - cost(b) || (a.employeeId < b.employeeId ? -1 : 1),
  )
  return first && { employeeId: first.employeeId, reason: reasonFor(first, requires, others) }
}

function cost({ load, isAwake }: Candidate): number {
  return load + (isAwake ? 0 : wakingIsWorth)
}

function reasonFor(
  { name, load, isAwake }: Candidate,
  requires: readonly string[],
  others: readonly Candidate[],
): string {
  const skill = requires.length === 0 ? 'can do it' : `has what it needs (${requires.join(', ')})`
  const rest = isAwake ? '' : ' and is woken for it'
  if (others.length === 0) return `${name} is the only one who ${skill}${rest}.`
  const work = load === 0 ? 'nothing else to do' : `the least to do (${load})`
  return `Of ${others.length + 1} who can, ${name} has ${work}${rest}.`
}
