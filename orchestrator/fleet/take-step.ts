// Does what was planned. One executor per kind of step: a kind without one does not compile.
import type { HomeErrands } from '#orchestrator/archive/home-errands.ts'
import { warmUp } from '#orchestrator/gateway/warm-up.ts'
import type { DeskRuntime, DeskSpec, ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import type { Step, StepKind, StepOf } from './fleet.ts'

export interface AtDesk {
  runtime: DeskRuntime
  have: ObservedDesk | undefined
  spec: DeskSpec | undefined
  homes: HomeErrands
  hostId: string
}

type Takers = { [Kind in StepKind]: (step: StepOf<Kind>, at: AtDesk) => Promise<void> }

/** Enough for an idle gateway to end by itself, too little for one that waits for an answer it is writing. */
const stopGraceMs = 5_000

const takers: Takers = {
  make: (_, { runtime, spec }) => runtime.make(rendered(spec)),
  refresh: (_, { runtime, spec }) => runtime.refresh(rendered(spec)),
  move_in: (_, { runtime, spec }) => runtime.refresh(rendered(spec)),
  warm_up: ({ deskId }, { runtime }) => warmUp(() => runtime.gateway(deskId)),
  start: ({ deskId }, { runtime }) => runtime.start(deskId),
  stop: ({ deskId }, { runtime }) => runtime.stop(deskId, stopGraceMs),
  remove: ({ deskId }, { runtime }) => runtime.remove(deskId),
  archive_home: ({ deskId }, { homes, hostId }) => homes.keepLeaving({ deskId, hostId }),
  back_up: ({ deskId, errandId }, { homes, hostId }) => homes.backUp(errandId, { deskId, hostId }),
  restore_home: ({ deskId, errandId }, { homes, hostId }) => homes.restore(errandId, { deskId, hostId }),
  move_home: ({ deskId, errandId }, { homes, hostId }) => homes.move(errandId, { deskId, hostId }),
  destroy_home: ({ deskId }, { runtime }) => runtime.destroyHome(deskId),
  quarantine: ({ deskId }, { runtime }) => runtime.stop(deskId, stopGraceMs),
  note_failure: endRemains,
  give_up: endRemains,
  refuse_release: endRemains,
  hold_back: nothing,
  forgive: nothing,
  wait: nothing,
  rest: nothing,
}

export function takeStep<Kind extends StepKind>(step: StepOf<Kind>, at: AtDesk): Promise<void> {
  const take: Takers[Kind] = takers[step.do]
  return take(step, at)
}

async function endRemains({ deskId }: Step, { runtime, have }: AtDesk): Promise<void> {
  if (have?.state === 'starting' || have?.state === 'ready') await runtime.stop(deskId, stopGraceMs)
}

async function nothing(): Promise<void> {}

function rendered(spec: DeskSpec | undefined): DeskSpec {
  if (!spec) throw new Error('A desk that cannot be rendered was to be made.')
  return spec
}
