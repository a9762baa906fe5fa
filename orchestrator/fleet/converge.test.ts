// Walks the plan through a small model of the world, from every state a desk can be in, with faults at random: steps that
// throw, that do their work and then throw, a process that dies between the row and the deed, gateways that crash.
import { describe, expect, it } from 'vitest'
import type { DesiredState } from '#lib/desk/lifecycle.ts'
import type { ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import { failureStep } from './back-off.ts'
import type { DeskHistory, Step } from './fleet.ts'
import { have, limits, past, want } from './fleet-in-words.ts'
import { planSteps } from './plan-steps.ts'
import { afterwards, type Report, reportOf } from './report.ts'

interface World {
  now: number
  desk: ObservedDesk | undefined
  hasHome: boolean
  isArchived: boolean
  isErrandDone: boolean
  row: DeskHistory
  random: () => number
}

const goals = [
  'running',
  'running warm',
  'running gen2',
  'running config2',
  'running files2',
  'running back_up',
  'running config2 restore_home needed',
  'asleep back_up',
  'asleep',
  'stopped',
  'absent',
]
const starts = [
  '',
  'made',
  'made half',
  'starting',
  'ready',
  'exited',
  'ready stopping',
  'ready gen2',
  'ready config3',
]
const rows = [
  'none',
  'starting',
  'ready',
  'stopping',
  'stopped',
  'starting waiting_to_retry crashes 3 next 2',
]
const readyAfterMs = 9_000
const passMs = 1_000
const aFault = { code: 'crashed', text: 'A fault.', action: 'None.' }

describe('a desk', () => {
  const found = starts.flatMap((start) => rows.map((row) => [start, row] as const))

  // A warm desk with another configuration is replaced, not brought up to date.
  const foundFor = (goal: string) =>
    found.filter(([start]) => !(goal.includes('warm') && start.includes('config')))

  it.each(goals)('wanted %s gets there from everywhere and rests', (goal) => {
    for (const [start, row] of foundFor(goal))
      expect(runUntilCalm(worldOf(start, row, 1), goal, 0), `"${start}", ${row}`).toMatchObject(
        stateFor(goal),
      )
  })

  it.each(goals)('wanted %s gets there from everywhere through faults', (goal) => {
    for (const [start, row] of foundFor(goal))
      for (let seed = 1; seed <= 10; seed++)
        expect(
          runUntilCalm(worldOf(start, row, seed), goal, 6),
          `"${start}", ${row}, seed ${seed}`,
        ).toMatchObject(stateFor(goal))
  })
})

function stateFor(goal: string) {
  const desired = want(`ada ${goal}`)
  const states: Record<DesiredState, object> = {
    running: {
      desk: {
        state: 'ready',
        generation: desired.generation,
        filesHash: desired.filesHash,
        configHash: desired.configHash,
      },
      row: { state: 'ready', phase: 'ready', failure: null, generation: desired.generation },
      hasHome: true,
    },
    asleep: { row: { state: 'stopped', phase: 'asleep' } },
    stopped: { row: { state: 'stopped', phase: 'paused' } },
    absent: { desk: undefined, hasHome: false, isArchived: true, row: { state: 'gone' } },
  }
  return { ...states[desired.state], isErrandDone: desired.errand !== null }
}

function worldOf(start: string, row: string, seed: number): World {
  const [, history] = past(`ada ${row}`)
  const desk = start === '' ? undefined : have(`ada ${start}`)
  return {
    now: Date.parse('2026-11-21T12:00:00Z'),
    desk,
    hasHome: true,
    isArchived: false,
    isErrandDone: false,
    row: history,
    random: randomFrom(seed),
  }
}

function runUntilCalm(world: World, goal: string, faults: number): World {
  let faultsLeft = faults
  let calmPasses = 0
  for (let pass = 0; pass < 400 && calmPasses < 3; pass++) {
    world.now += passMs
    settle(world)
    const desired = wantIn(world, goal)
    const steps = planSteps(
      {
        now: world.now,
        host: { is: 'ready' },
        desired: [desired],
        observed: world.desk ? [world.desk] : [],
        history: new Map([['ada', world.row]]),
        underWay: new Map(),
        lostMemoryAt: new Map(),
      },
      limits,
    )
    const isFaulty = pass < 60 && faultsLeft > 0 && world.random() < 0.4
    if (isFaulty) faultsLeft -= 1
    if (pass >= 60) faultsLeft = 0
    for (const step of steps) take(world, step, desired, isFaulty)
    const isCalm = faultsLeft === 0 && steps.every((step) => step.do === 'rest' && step.state !== 'starting')
    calmPasses = isCalm ? calmPasses + 1 : 0
  }
  return world
}

/** An errand that was done is wanted no more. */
function wantIn({ isErrandDone }: World, goal: string): ReturnType<typeof want> {
  const desired = want(`ada ${goal}`)
  return isErrandDone ? { ...desired, errand: null } : desired
}

function take(world: World, step: Step, desired: ReturnType<typeof want>, isFaulty: boolean): void {
  const write = (written: Step) => {
    const facts = { want: desired, have: world.desk, past: world.row, now: world.now, limits }
    world.row = rowFrom(world, reportOf(written, facts))
  }
  write(step)
  const luck = isFaulty ? world.random() : 1
  if (luck < 0.25) return // The process died between the row and the deed.
  if (luck >= 0.5) act(world, step, desired)
  if (luck < 0.75) {
    if (luck < 0.6) write(failureStep(desired, aFault, world.row, world.now, limits))
    return
  }
  if (isFaulty && world.desk?.state === 'ready')
    world.desk = { ...world.desk, state: 'exited', since: new Date(world.now) }
  const done = afterwards[step.do]
  if (done) world.row = { ...world.row, ...done }
}

function rowFrom(world: World, report: Report): DeskHistory {
  return { ...report, phaseAt: report.phaseSince ?? world.now }
}

function act(world: World, step: Step, desired: ReturnType<typeof want>): void {
  const since = new Date(world.now)
  const { generation, filesHash, configHash } = desired
  const { desk } = world
  switch (step.do) {
    case 'make':
      world.hasHome = true
      world.desk = { ...have('ada made'), since, generation, filesHash, configHash }
      break
    case 'refresh':
    case 'move_in':
      if (desk) world.desk = { ...desk, filesHash }
      break
    case 'back_up':
    case 'restore_home':
      if (desk?.state === 'starting' || desk?.state === 'ready')
        throw new Error('Somebody worked in a home that was packed or put back.')
      world.isErrandDone = true
      break
    case 'start':
      if (desired.errand?.isNeeded) throw new Error('A desk was started without the home it waits for.')
      if (desk) world.desk = { ...desk, state: 'starting', phase: 'starting_gateway', since }
      break
    case 'stop':
    case 'note_failure':
    case 'give_up':
      if (desk && desk.state !== 'exited') world.desk = { ...desk, state: 'made', since }
      break
    case 'remove':
      world.desk = undefined
      break
    case 'archive_home':
      world.isArchived = true
      break
    case 'destroy_home':
      if (!world.isArchived) throw new Error('A home was destroyed that nobody had archived.')
      world.hasHome = false
      break
  }
}

function settle(world: World): void {
  const { desk, now } = world
  if (desk?.state === 'starting' && now - desk.since.getTime() >= readyAfterMs)
    world.desk = { ...desk, state: 'ready', since: new Date(now) }
}

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
