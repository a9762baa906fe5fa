// A gateway takes most of a core for ten seconds to start. So only some start at once, and companies take turns: the one with
// the fewest starts under way goes first; then a desk for which a message waits; then whoever waits longest. Warm desks come
// after everybody who was hired, and never take the last place. Pure.
import { type DesiredDesk, type FleetLimits, type FleetSnapshot, isWarm, type Step } from './fleet.ts'

export function takeTurns(
  steps: Step[],
  fleet: FleetSnapshot,
  { simultaneousStarts: places }: FleetLimits,
): Step[] {
  const starting = desksStarting(fleet)
  const isStart = (step: Step) => step.do === 'start'
  const starts = chooseFairly(steps.filter(isStart), starting, fleet, {
    free: places - starting.size,
    places,
  })
  const down = new Set([...starting, ...desksOnTheirWay(steps, fleet)])
  const restarts = chooseFairly(steps.filter(isRestart), starting, fleet, {
    free: places - down.size,
    places,
  })
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
  { free, places }: { free: number; places: number },
): Set<string> {
  const wants = new Map(desired.map((want) => [want.deskId, want]))
  const load = new Map<string, number>()
  const loadOf = ({ companyId }: DesiredDesk) => (companyId === null ? 0 : (load.get(companyId) ?? 0))
  const place = (want: DesiredDesk) => load.set(want.companyId ?? '', loadOf(want) + 1)
  for (const deskId of starting) {
    const want = wants.get(deskId)
    if (want) place(want)
  }

  const before = (a: DesiredDesk, b: DesiredDesk) =>
    Number(isWarm(a)) - Number(isWarm(b)) ||
    loadOf(a) - loadOf(b) ||
    Number(b.isAwaited) - Number(a.isAwaited) ||
    a.wantedSince - b.wantedSince ||
    (a.deskId < b.deskId ? -1 : 1)
  // One place stays free for somebody who is hired or woken meanwhile, where there is more than one.
  let warmPlaces =
    Math.max(1, places - 1) - desired.filter((want) => isWarm(want) && starting.has(want.deskId)).length
  const waiting = steps.flatMap(({ deskId }) => wants.get(deskId) ?? [])
  const chosen = new Set<string>()
  while (chosen.size < free) {
    const next = waiting.sort(before).shift()
    if (!next) break
    if (isWarm(next) && --warmPlaces < 0) break
    place(next)
    chosen.add(next.deskId)
  }
  return chosen
}
