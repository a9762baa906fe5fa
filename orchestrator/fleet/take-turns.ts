// A gateway takes most of a core for ten seconds to start. So only some start at once, and companies take turns: the one with
// the fewest starts under way goes first, then whoever waits longest. Pure.
import type { FleetLimits, FleetSnapshot, Step } from './fleet.ts'

export function takeTurns(steps: Step[], fleet: FleetSnapshot, { simultaneousStarts }: FleetLimits): Step[] {
  const starting = desksStarting(fleet)
  const isStart = (step: Step) => step.do === 'start'
  const starts = chooseFairly(steps.filter(isStart), starting, fleet, simultaneousStarts - starting.size)
  const down = new Set([...starting, ...desksOnTheirWay(steps, fleet)])
  const restarts = chooseFairly(steps.filter(isRestart), starting, fleet, simultaneousStarts - down.size)
  return steps.flatMap((step) => {
    if (isRestart(step)) return restarts.has(step.deskId) ? [step] : []
    if (!isStart(step) || starts.has(step.deskId)) return [step]
    return [{ do: 'wait', deskId: step.deskId, phase: 'waiting_for_turn' }]
  })
}

/** A gateway with an outdated configuration goes on working until its turn comes. */
function isRestart(step: Step): boolean {
  return step.do === 'stop' && step.why === 'new_config'
}

function desksStarting({ observed, underWay }: FleetSnapshot): Set<string> {
  const seen = observed.filter(({ state }) => state === 'starting').map(({ deskId }) => deskId)
  const begun = [...underWay].filter(([, kind]) => kind === 'start').map(([deskId]) => deskId)
  return new Set([...seen, ...begun])
}

/** Desks that are between two gateways, or will be next. */
function desksOnTheirWay(steps: Step[], { underWay }: FleetSnapshot): string[] {
  const next = steps.filter(({ do: kind }) => kind === 'make' || kind === 'start' || kind === 'remove')
  return [...underWay.keys(), ...next.map(({ deskId }) => deskId)]
}

function chooseFairly(
  steps: Step[],
  starting: Set<string>,
  { desired }: FleetSnapshot,
  free: number,
): Set<string> {
  const wants = new Map(desired.map((want) => [want.deskId, want]))
  const load = new Map<string, number>()
  const companyOf = (deskId: string) => wants.get(deskId)?.companyId ?? ''
  const loadOf = (deskId: string) => load.get(companyOf(deskId)) ?? 0
  const waitingSince = (deskId: string) => wants.get(deskId)?.wantedSince ?? 0
  const place = (deskId: string) => load.set(companyOf(deskId), loadOf(deskId) + 1)
  for (const deskId of starting) place(deskId)

  const waiting = steps.map(({ deskId }) => deskId)
  const chosen = new Set<string>()
  while (chosen.size < free) {
    waiting.sort((a, b) => loadOf(a) - loadOf(b) || waitingSince(a) - waitingSince(b) || (a < b ? -1 : 1))
    const next = waiting.shift()
    if (next === undefined) break
    place(next)
    chosen.add(next)
  }
  return chosen
}
