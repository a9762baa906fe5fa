// One step as somebody proposed it, field by field. What cannot be kept is left out and said. Pure.
import { complaintAbout } from '#lib/check/require-sound-checks.ts'
import { modelById } from '#lib/model/models.ts'
import { type Check, check } from '#lib/wire/check.ts'
import type { PlanStep } from '#lib/wire/plan.ts'
import { capability, thinking } from '#lib/wire/task-parts.ts'
import { fittingChecks } from './fit-into.ts'
import { storableJson, storableText } from './storable-json.ts'

interface KnownHand {
  id: string
  name: string
  capabilities: readonly string[]
}

export interface KnownHands {
  /** By the handle under which each was offered: nothing else names anybody. */
  employees: ReadonlyMap<string, KnownHand>
  /** What each worker outside can. */
  outside: readonly (readonly string[])[]
}

/** The keys are still the proposer's own. */
export type RawStep = PlanStep

const most = { requires: 20, dependsOn: 30, checks: 20, key: 200 }
const mostMinutes = 100_000
const mostDollars = 1000
const microsPerDollar = 1_000_000

export function readStep(
  raw: unknown,
  place: number,
  known: KnownHands,
  repairs: string[],
): RawStep | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    repairs.push(`Step ${place} was no step and was left out.`)
    return undefined
  }
  const given = new Map<string, unknown>(Object.entries(raw))
  const title = cut(given.get('title'), 200).replaceAll(/\s+/g, ' ').trim()
  if (title === '') {
    repairs.push(`Step ${place} had no title and was left out.`)
    return undefined
  }
  const say = (text: string) => repairs.push(`“${title.slice(0, 80).toWellFormed()}”: ${text}`)
  const hand = readHand(given.get('assignee'), known, say)
  const requires = readRequires(given.get('requires'), say)
  noteMissing(requires, hand, known, say)
  return {
    key: cut(given.get('key'), most.key),
    title,
    description: readText(given.get('description'), 8000, 'Its description was too long and was cut.', say),
    role: cut(given.get('role'), 200).trim(),
    reason: cut(given.get('reason'), 1000).trim() || 'The planner gave no reason.',
    assigneeId: hand?.id ?? null,
    requires,
    model: readModel(given.get('model'), say),
    thinking: thinking.nullable().catch(null).parse(given.get('thinking')),
    dependsOn: texts(given.get('dependsOn'))
      .slice(0, most.dependsOn)
      .map((text) => cut(text, most.key)),
    checks: readChecks(given.get('checks'), say),
    estimateMicros: bounded(given.get('estimateDollars'), mostDollars, microsPerDollar),
    estimateMinutes: bounded(given.get('estimateMinutes'), mostMinutes, 1),
  }
}

type Say = (text: string) => void

function readHand(said: unknown, { employees }: KnownHands, say: Say): KnownHand | undefined {
  if (said === null || said === undefined || said === '') return undefined
  const hand = typeof said === 'string' ? employees.get(said) : undefined
  if (!hand) say('It was given to somebody who does not work here; it is free for whoever fits.')
  return hand
}

function readRequires(said: unknown, say: Say): string[] {
  const named = texts(said)
  const known = [...new Set(named.filter((one) => capability.safeParse(one).success))]
  if (known.length < new Set(named).size)
    say('What it requires was not all one lower-case word each; the rest was left out.')
  if (known.length > most.requires)
    say(`It required ${known.length} things; the first ${most.requires} were kept.`)
  return known.slice(0, most.requires)
}

/** Kept as it is: somebody who can may come. */
function noteMissing(
  requires: readonly string[],
  hand: KnownHand | undefined,
  known: KnownHands,
  say: Say,
): void {
  if (requires.length === 0) return
  const canAll = (capabilities: readonly string[]) => requires.every((need) => capabilities.includes(need))
  if (hand) {
    if (!canAll(hand.capabilities))
      say(`${hand.name} cannot ${requires.join(', ')} yet; it waits until they can.`)
    return
  }
  const everybody = [
    ...[...known.employees.values()].map(({ capabilities }) => capabilities),
    ...known.outside,
  ]
  if (!everybody.some(canAll)) say(`Nobody here can ${requires.join(', ')} yet; it waits until somebody can.`)
}

function readModel(said: unknown, say: Say): string | null {
  if (typeof said !== 'string' || said === '') return null
  const model = modelById(said)
  if (!model) say('It named a model that is not offered; whoever does it uses their own.')
  return model?.id ?? null
}

function readChecks(said: unknown, say: Say): Check[] {
  const given: unknown[] = Array.isArray(said) ? said : []
  if (given.length > most.checks) say(`It had ${given.length} checks; the first ${most.checks} were kept.`)
  const ids = new Set<string>()
  const read = given.slice(0, most.checks).flatMap((raw, index) => readCheck(raw, index + 1, ids) ?? [])
  const left = Math.min(given.length, most.checks) - read.length
  if (left > 0) say(`${left === 1 ? 'A check was' : `${left} checks were`} not understood and left out.`)
  const kept = fittingChecks(read)
  if (kept.length < read.length) say('Its checks were too long; the last ones were left out.')
  return kept
}

function readCheck(raw: unknown, place: number, ids: Set<string>): Check | undefined {
  const storable = storableJson(raw)
  if (typeof storable !== 'object' || storable === null || Array.isArray(storable)) return undefined
  const named =
    typeof storable.id === 'string' && /^[a-z0-9][a-z0-9_-]{0,59}$/.test(storable.id) && !ids.has(storable.id)
  const parsed = check.safeParse({ ...storable, id: named ? storable.id : `check-${place}` })
  if (!parsed.success || ids.has(parsed.data.id) || complaintAbout(parsed.data)) return undefined
  ids.add(parsed.data.id)
  return parsed.data
}

function readText(said: unknown, length: number, complaint: string, say: Say): string {
  if (typeof said === 'string' && said.length > length) say(complaint)
  return cut(said, length)
}

function cut(said: unknown, length: number): string {
  return typeof said === 'string' ? storableText(said.slice(0, length)) : ''
}

const mostTexts = 200

function texts(said: unknown): string[] {
  const list: unknown[] = Array.isArray(said) ? said.slice(0, mostTexts) : []
  return list.flatMap((one) => (typeof one === 'string' ? [one] : []))
}

function bounded(said: unknown, highest: number, factor: number): number | null {
  if (typeof said !== 'number' || !Number.isFinite(said) || said < 0) return null
  return Math.round(Math.min(said, highest) * factor)
}
