// Lets tests say a fleet in words: "ada running", "ada ready config2", "bob exited 3s ago".
import type { DesiredState, ObservedState } from '#lib/desk/lifecycle.ts'
import type { DeskState, ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import {
  type DesiredDesk,
  type DeskHistory,
  defaultLimits,
  type FleetLimits,
  type FleetSnapshot,
  type HomeErrand,
  type Step,
} from './fleet.ts'
import { planSteps } from './plan-steps.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
export const limits: FleetLimits = { ...defaultLimits, simultaneousStarts: 2 }

const desiredStates: readonly DesiredState[] = ['running', 'asleep', 'stopped', 'absent']
const deskStates: readonly DeskState[] = ['made', 'starting', 'ready', 'exited']
const rowStates: readonly ObservedState[] = [
  'none',
  'starting',
  'ready',
  'stopping',
  'stopped',
  'failed',
  'gone',
]

export function want(line: string): DesiredDesk {
  const [deskId = '', ...words] = line.split(' ')
  return {
    deskId,
    companyId: words.includes('warm') ? null : (after(words, 'of') ?? 'acme'),
    state: oneOf(words, desiredStates) ?? 'running',
    wantedSince: timeIn(line) ?? now - 1000,
    generation: numberIn(words, 'gen') ?? 1,
    nudge: words.includes('nudged') ? 1 : 0,
    filesHash: `files${numberIn(words, 'files') ?? 1}`,
    configHash: `config${numberIn(words, 'config') ?? 1}`,
    isBusy: words.includes('busy'),
    isAwaited: words.includes('awaited'),
    errand: errandIn(words),
    build: { trial: words.includes('trial') ? { releaseId: 'next' } : null, complaint: null },
    fault: words.includes('faulty')
      ? { code: 'cannot_be_made', text: 'No such role.', action: 'Choose another.' }
      : null,
  }
}

export function have(line: string): ObservedDesk {
  const [deskId = '', ...words] = line.split(' ')
  const isHalf = words.includes('half')
  return {
    deskId,
    generation: isHalf ? 0 : (numberIn(words, 'gen') ?? 1),
    filesHash: isHalf ? '' : `files${numberIn(words, 'files') ?? 1}`,
    configHash: isHalf ? '' : `config${numberIn(words, 'config') ?? 1}`,
    state: oneOf(words, deskStates) ?? 'made',
    phase: words.includes('stopping') ? 'stopping' : 'starting_gateway',
    since: new Date(timeIn(line) ?? now - 1000),
    release: null,
  }
}

/** "ada starting waiting_to_retry crashes 60,30 next 5": two crashes, 60 and 30 s ago; next attempt in 5 s. */
export function past(line: string): [string, DeskHistory] {
  const [deskId = '', ...words] = line.split(' ')
  const state = oneOf(words, rowStates) ?? 'none'
  const phase = words.find((word) => word.includes('_'))
  const next = after(words, 'next')
  const ago = after(words, 'crashes')?.split(',').map(Number) ?? []
  const history: DeskHistory = {
    state,
    phase: phase ?? state,
    phaseAt: timeIn(line) ?? now - 1000,
    generation: numberIn(words, 'gen') ?? 1,
    nudge: 0,
    failure: state === 'failed' ? { code: 'crashed', text: 'It crashed.', action: 'Try again.' } : null,
    crashes: ago.map((seconds) => now - seconds * 1000),
    nextAttemptAt: next === undefined ? null : now + Number(next) * 1000,
    build: { release: null, proven: null, complaint: null },
  }
  return [deskId, history]
}

export interface Scene {
  wanted?: string[]
  present?: string[]
  written?: string[]
  fleet?: Partial<FleetSnapshot>
}

export function plan({ wanted = [], present = [], written = [], fleet = {} }: Scene): Step[] {
  const snapshot: FleetSnapshot = {
    now,
    host: { is: 'ready' },
    desired: wanted.map(want),
    observed: present.map(have),
    history: new Map(written.map(past)),
    underWay: new Map(),
    lostMemoryAt: new Map(),
    ...fleet,
  }
  return planSteps(snapshot, limits)
}

export function say(steps: Step[]): string {
  return steps.map(sayStep).join(', ')
}

function sayStep(step: Step): string {
  switch (step.do) {
    case 'stop':
      return `stop ${step.deskId} (${step.why})`
    case 'wait':
      return `${step.deskId} waits (${step.phase})`
    case 'rest':
      return `${step.deskId} is ${step.state}`
    case 'refuse_release':
      return `refuse_release ${step.deskId} (${step.releaseId})`
    case 'note_failure':
    case 'give_up':
      return `${step.do} ${step.deskId} (${step.failure.code})`
    default:
      return `${step.do} ${step.deskId}`
  }
}

function errandIn(words: string[]): HomeErrand | null {
  const kind = (['back_up', 'restore_home', 'move_home'] as const).find((one) => words.includes(one))
  if (!kind) return null
  return { do: kind, id: 'errand', isNeeded: words.includes('needed'), isHere: !words.includes('elsewhere') }
}

function oneOf<Word extends string>(words: string[], known: readonly Word[]): Word | undefined {
  return known.find((word) => words.includes(word))
}

function after(words: string[], word: string): string | undefined {
  const at = words.indexOf(word)
  return at < 0 ? undefined : words[at + 1]
}

function numberIn(words: string[], name: string): number | undefined {
  const found = words.map((word) => new RegExp(`^${name}(\\d+)$`).exec(word)?.[1]).find(Boolean)
  return found === undefined ? undefined : Number(found)
}

function timeIn(line: string): number | undefined {
  const [, seconds] = /(\d+)s ago/.exec(line) ?? []
  return seconds === undefined ? undefined : now - Number(seconds) * 1000
}
