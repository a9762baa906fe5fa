// Decides what must change on this host. Pure: no clock, no runtime, no database. One step per desk; when it is taken, the
// world is looked at again.
import {
  type DesiredDesk,
  type DeskHistory,
  type FleetLimits,
  type FleetSnapshot,
  isWarm,
  type Step,
  type StepKind,
} from './fleet.ts'
import { planDesk } from './plan-desk.ts'
import { takeTurns } from './take-turns.ts'

const removals: ReadonlySet<StepKind> = new Set([
  'remove',
  'archive_home',
  'destroy_home',
] satisfies StepKind[])

export function planSteps(fleet: FleetSnapshot, limits: FleetLimits): Step[] {
  const steps = [...planWanted(fleet, limits), ...planUnknown(fleet)]
  return takeTurns(holdBack(steps, fleet, limits), fleet, limits)
}

function planWanted(
  { desired, observed, history, underWay, host, lostMemoryAt, now }: FleetSnapshot,
  limits: FleetLimits,
): Step[] {
  const present = new Map(observed.map((desk) => [desk.deskId, desk]))
  return desired
    .filter(({ deskId }) => !underWay.has(deskId))
    .map((want) => {
      const past = history.get(want.deskId) ?? unwritten
      const hasLostMemory = lostMemoryAt.has(want.deskId)
      return planDesk({ want, have: present.get(want.deskId), past, host, hasLostMemory, now, limits })
    })
}

/** What runs here without a row of this host that wants it. It may be another host's by now, or its row was lost. */
function planUnknown({ desired, observed, underWay }: FleetSnapshot): Step[] {
  const wanted = new Set(desired.map(({ deskId }) => deskId))
  return observed
    .filter(({ deskId }) => !wanted.has(deskId) && !underWay.has(deskId))
    .filter(({ state }) => state === 'starting' || state === 'ready')
    .map(({ deskId }) => ({ do: 'quarantine', deskId }))
}

/**
 * The fuse: a plan that would take away a large share of the fleet at once is more likely a mistake (a lost table, a wrong
 * database) than a wish. A wish that still stands after a while is carried out.
 */
function holdBack(
  steps: Step[],
  { desired, observed, now }: FleetSnapshot,
  { massRemoval }: FleetLimits,
): Step[] {
  const wants = new Map(desired.map((want) => [want.deskId, want]))
  const isSudden = (step: Step) => isSuddenRemoval(step, wants.get(step.deskId), now - massRemoval.holdMs)
  const fleetSize = new Set([...wants.keys(), ...observed.map(({ deskId }) => deskId)]).size
  const sudden = steps.filter(isSudden).length
  if (fleetSize <= massRemoval.fewDesks || sudden <= fleetSize * massRemoval.share) return steps
  return steps.map((step) => (isSudden(step) ? { do: 'hold_back', deskId: step.deskId } : step))
}

function isSuddenRemoval(step: Step, want: DesiredDesk | undefined, longAgo: number): boolean {
  if (step.do === 'quarantine') return true
  if (want && isWarm(want)) return false
  const takesAway = removals.has(step.do) || (step.do === 'stop' && step.why === 'leaving')
  return takesAway && want?.state === 'absent' && want.wantedSince > longAgo
}

const unwritten: DeskHistory = {
  state: 'none',
  phase: 'waiting_for_host',
  phaseAt: 0,
  generation: null,
  nudge: 0,
  failure: null,
  crashes: [],
  nextAttemptAt: null,
  build: { release: null, proven: null, complaint: null },
}
