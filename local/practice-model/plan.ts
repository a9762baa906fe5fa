/** Plans a task as the practice model does: always the same for the same people and words. Pure. */
import type { Decision } from './decision.ts'
import { landingSteps } from './landing-page.ts'
import { type Offered, readOffered } from './offered.ts'

export function planFor(spoken: string): Decision {
  const task = /<task-([0-9a-f]{16})>\n([\s\S]*?)\n<\/task-\1>/.exec(spoken)?.[2] ?? spoken
  if (/^PLAN BROKEN\s*$/m.test(task))
    return { ...submit({}), json: '{"summary": "Half a plan", "steps": [{"key": "a", "ti' }
  return submit(ordered(task) ?? invented(task, readOffered(spoken), companyIn(spoken)))
}

function submit(input: Record<string, unknown>): Extract<Decision, { kind: 'tool' }> {
  return { kind: 'tool', text: 'Here is the plan.', name: 'submit_plan', input }
}

/** What `PLAN …` in the task's text asks for, word by word. */
function ordered(task: string): Record<string, unknown> | undefined {
  const count = /^PLAN (\d{1,5}) STEPS\s*$/m.exec(task)?.[1]
  if (count)
    return planOf(
      'Very many steps.',
      Array.from({ length: Number(count) }, (_, index) => plainStep(index)),
    )
  const json = /^PLAN ([[{].*[\]}])\s*$/m.exec(task)?.[1]
  if (!json) return undefined
  try {
    const given: unknown = JSON.parse(json)
    if (Array.isArray(given)) return planOf('As the task says.', given)
    return Object.fromEntries(Object.entries(given ?? {}))
  } catch {
    return undefined
  }
}

function plainStep(index: number) {
  return {
    key: `step-${index + 1}`,
    title: `Step ${index + 1}`,
    description: 'SAY Done.',
    role: `does step ${index + 1}`,
    reason: 'It was asked for.',
    assignee: null,
  }
}

function planOf(summary: string, steps: readonly unknown[]): Record<string, unknown> {
  return { summary, risk: 'low', riskReason: '', steps }
}

function invented(task: string, people: readonly Offered[], company: string): Record<string, unknown> {
  const [first, second] = people
  const isForWorkers = /^(DO|SAY|ASK|AGAIN|SLOW|PROGRESS)\b/m.test(task)
  if (!isForWorkers && first && second && /\b(landing|web ?)(page|site)\b|\blanding page\b/i.test(task))
    return planOf(
      'The words and the page are made side by side; then both are checked.',
      landingSteps(people, company),
    )
  const items = isForWorkers
    ? []
    : [...task.matchAll(/^\s*(?:[-*]|\d+[.)])\s+(\S.*)$/gm)].map(([, item = '']) => item)
  if (first && items.length >= 2)
    return planOf(
      `${items.length} parts, side by side.`,
      items.slice(0, 8).map((item, index) => listStep(item, index, people)),
    )
  return planOf('One person can do all of it.', [wholeStep(task, people)])
}

function listStep(item: string, index: number, people: readonly Offered[]) {
  const who = people[index % people.length]
  return {
    key: `part-${index + 1}`,
    title: item.slice(0, 200),
    description: `${item}\nSAY I did this: ${item}`,
    role: `does part ${index + 1}`,
    reason: `The task lists it by itself, and ${who?.name ?? 'somebody'} has a hand free.`,
    assignee: who?.handle ?? null,
    estimateMinutes: 5,
    estimateDollars: 0.02,
  }
}

function wholeStep(task: string, people: readonly Offered[]) {
  const chosen = /^Chosen for it already: (\S+)$/m.exec(task)?.[1]
  const who = people.find(({ handle }) => handle === chosen) ?? bestFor(task, people)
  const needs = /^Whoever does it must be able to: (.+)$/m.exec(task)?.[1]
  return {
    key: 'all',
    title: /^Title: (.+)$/m.exec(task)?.[1] ?? 'The task',
    description: '',
    role: 'does it all',
    reason: who
      ? `It is one piece of work, and it suits ${who.name}: ${who.role.toLowerCase()}.`
      : 'It is one piece of work, for whoever can.',
    assignee: needs ? null : (who?.handle ?? null),
    requires: needs ? needs.split(', ') : [],
    estimateMinutes: 5,
    estimateDollars: 0.02,
  }
}

/** Whose role shares the most words with the task; the first of several. */
function bestFor(task: string, people: readonly Offered[]): Offered | undefined {
  const words = new Set(task.toLowerCase().match(/\p{L}{4,}/gu) ?? [])
  const score = ({ role, strength }: Offered) =>
    (`${role} ${strength}`.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => words.has(word)).length
  return people.toSorted((a, b) => score(b) - score(a))[0]
}

function companyIn(spoken: string): string {
  return /<company-[0-9a-f]{16}>\n(.+)/.exec(spoken)?.[1]?.trim() || 'Our company'
}
