// Gives a whole task to whoever fits best, by rule: what happens without a model to ask. Pure and always the same.
import type { PlanStep } from '#lib/wire/plan.ts'
import type { Candidate, Candidates } from './read-candidates.ts'

export interface TaskToRoute {
  title: string
  description: string
  requires: readonly string[]
  /** Whom a person chose already. */
  assigneeId: string | null
}

export function routeTask(task: TaskToRoute, candidates: Candidates): PlanStep {
  const { assigneeId, role, reason } = choose(task, candidates)
  return {
    key: 'all',
    title: task.title,
    description: '',
    role,
    reason,
    assigneeId,
    requires: [...task.requires],
    model: null,
    thinking: null,
    dependsOn: [],
    checks: [],
    estimateMicros: null,
    estimateMinutes: null,
  }
}

interface Choice {
  assigneeId: string | null
  role: string
  reason: string
}

function choose(task: TaskToRoute, { employees, outside }: Candidates): Choice {
  const chosen = employees.find(({ id }) => id === task.assigneeId)
  if (chosen) return given(chosen, `${chosen.name} was chosen by whoever wrote the task.`)
  const able = employees.filter((one) => canAll(one.capabilities, task.requires))
  const [only, ...others] = able
  if (!only)
    return toNobody(
      task,
      outside.filter((one) => canAll(one.capabilities, task.requires)),
    )
  if (others.length === 0) {
    const why =
      employees.length === 1
        ? `${only.name} is the only one who works here.`
        : `Only ${only.name} can ${inWords(task.requires)}.`
    return given(only, why)
  }
  return best(task, able)
}

function best(task: TaskToRoute, able: readonly Candidate[]): Choice {
  const said = wordsOf(`${task.title} ${task.description}`)
  const scored = able.map((one) => ({ one, ...scoreOf(one, said) }))
  scored.sort(
    (a, b) =>
      b.score - a.score ||
      a.one.openTasks - b.one.openTasks ||
      a.one.name.localeCompare(b.one.name) ||
      a.one.id.localeCompare(b.one.id),
  )
  const [first] = scored
  if (!first) return { assigneeId: null, role: '', reason: 'Nobody works here yet.' }
  const { one, matches } = first
  if (matches.length === 0)
    return given(
      one,
      `Nobody’s role fits better than the others’, and ${one.name} has the least to do right now.`,
    )
  const spoken = matches.slice(0, 3).map((word) => `“${word}”`)
  return given(
    one,
    `${one.name} is hired as ${one.role.name.toLowerCase()}, and the task speaks of ${listed(spoken)}.`,
  )
}

function given(one: Candidate, reason: string): Choice {
  return { assigneeId: one.id, role: `Does it all, as ${one.role.name.toLowerCase()}`, reason }
}

function toNobody({ requires }: TaskToRoute, able: Candidates['outside']): Choice {
  const nobody = { assigneeId: null, role: '' }
  const [first] = able
  if (first && requires.length > 0)
    return {
      ...nobody,
      reason: `The worker ${first.name} outside can ${inWords(requires)}; no employee can.`,
    }
  if (first) return { ...nobody, reason: 'Nobody is hired yet; whichever worker outside is free takes it.' }
  if (requires.length === 0)
    return { ...nobody, reason: 'Nobody is hired yet; whoever comes first takes it.' }
  return { ...nobody, reason: `Nobody here can ${inWords(requires)} yet; it waits until somebody can.` }
}

function canAll(capabilities: readonly string[], requires: readonly string[]): boolean {
  return requires.every((need) => capabilities.includes(need))
}

const capabilityWords = new Map([
  ['browser', 'use a browser'],
  ['docker', 'run containers'],
  ['openclaw', 'work at a desk'],
])

function inWords(requires: readonly string[]): string {
  return listed(requires.map((need) => capabilityWords.get(need) ?? `do “${need}”`))
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

const skillWeight = 3
const roleWeight = 1
const loadWeight = 0.5

function scoreOf(one: Candidate, said: ReadonlyMap<string, string>): { score: number; matches: string[] } {
  const skillWords = wordsOf(
    [one.role.name, ...one.skills.flatMap(({ name, summary }) => [name, summary])].join(' '),
  )
  const roleWords = wordsOf([one.role.headline, one.role.summary, ...one.role.doesForYou].join(' '))
  const strong = [...said].filter(([stem]) => skillWords.has(stem))
  const weak = [...said].filter(([stem]) => !skillWords.has(stem) && roleWords.has(stem))
  const fit = strong.length * skillWeight + weak.length * roleWeight
  return { score: fit - one.openTasks * loadWeight, matches: [...strong, ...weak].map(([, word]) => word) }
}

/** Longer texts say nothing more about whom they are for. */
const maxRead = 4000
const shortestWord = 3
const commonWords = new Set(
  'about after all also and any are ask before but can each for from get has have her him his how into its make more new not off one only other our out per please say she some than that the them then they this two was what when which who why with work you your'.split(
    ' ',
  ),
)

/** The words by their stems. */
function wordsOf(text: string): ReadonlyMap<string, string> {
  const words =
    text
      .slice(0, maxRead)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  const telling = words.filter((word) => word.length >= shortestWord && !commonWords.has(word))
  return new Map(telling.toReversed().map((word) => [stemOf(word), word]))
}

/** Writes, writer and writing are one word. */
function stemOf(word: string): string {
  return word.length <= 5
    ? word.replace(/e?s$/, '').replace(/e$/, '')
    : word.replace(/(ings?|ers?|ed|es|e|s)$/, '')
}
