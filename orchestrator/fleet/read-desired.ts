// What is wanted of the desks of this host, and what was written about them: one complete snapshot, or an error.
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { DesiredState, ObservedState } from '#lib/desk/lifecycle.ts'
import { AppError } from '#lib/errors.ts'
import { type Failure, failure } from '#lib/wire/shapes.ts'
import type { DeskSpec } from '#orchestrator/runtime/desk-runtime.ts'
import { deskSpec, type Installation } from './desk-spec.ts'
import type { DesiredDesk, DeskHistory } from './fleet.ts'

export interface WantedDesk {
  desired: DesiredDesk
  history: DeskHistory
  employeeId: string
  /** Absent when it cannot be rendered; `desired.fault` says why. */
  spec: DeskSpec | undefined
}

export async function readDesired(hostId: string, installation: Installation): Promise<WantedDesk[]> {
  const rows = await selectDesks(hostId)
  return rows.map((row) => wantedDesk(row, installation))
}

type Row = Awaited<ReturnType<typeof selectDesks>>[number]

function selectDesks(hostId: string) {
  return transactAsOrchestrator((tx) =>
    tx
      .selectFrom('desks as desk')
      .innerJoin('employees as employee', 'employee.id', 'desk.employeeId')
      .innerJoin('companies as company', 'company.id', 'desk.companyId')
      .where('desk.hostId', '=', hostId)
      .where('desk.observedState', '<>', 'gone')
      .orderBy('desk.createdAt')
      .selectAll('desk')
      .select([
        'employee.id as employeeId',
        'company.id as companyId',
        'company.name as companyName',
        'company.about as companyAbout',
      ])
      .select(['employee.name', 'employee.roleKey', 'employee.toneKey', 'employee.toneWords'])
      .select(['employee.personality', 'employee.skills', 'employee.model'])
      .select((eb) =>
        eb
          .exists(
            eb
              .selectFrom('messages')
              .select('messages.id')
              .whereRef('messages.employeeId', '=', 'employee.id')
              .where('messages.status', '=', 'streaming'),
          )
          .as('isBusy'),
      )
      .$narrowType<{ desiredState: DesiredState; observedState: ObservedState }>()
      .execute(),
  )
}

function wantedDesk(row: Row, installation: Installation): WantedDesk {
  const { spec, fault } = render(row, installation)
  return {
    desired: {
      deskId: row.id,
      companyId: row.companyId,
      state: row.desiredState,
      wantedSince: row.desiredAt.getTime(),
      generation: row.desiredGeneration,
      nudge: row.desiredNudge,
      filesHash: spec?.filesHash ?? '',
      configHash: spec?.configHash ?? '',
      isBusy: Boolean(row.isBusy),
      fault,
    },
    history: historyOf(row),
    employeeId: row.employeeId,
    spec,
  }
}

function historyOf(row: Row): DeskHistory {
  return {
    state: row.observedState,
    phase: row.observedPhase,
    phaseAt: row.observedPhaseAt.getTime(),
    generation: row.observedGeneration,
    nudge: row.observedNudge,
    failure: failure.nullable().parse(row.observedFailure),
    crashes: row.observedCrashes.map((crash) => crash.getTime()),
    nextAttemptAt: row.observedNextAttemptAt?.getTime() ?? null,
  }
}

/** One desk that cannot be rendered must not keep the others from being looked after. */
function render(row: Row, installation: Installation): { spec: DeskSpec | undefined; fault: Failure | null } {
  const home = {
    employeeName: row.name,
    roleKey: row.roleKey,
    toneKey: row.toneKey,
    toneWords: row.toneWords,
    personality: row.personality,
    skills: row.skills,
    companyName: row.companyName,
    companyAbout: row.companyAbout,
  }
  const facts = { deskId: row.id, generation: row.desiredGeneration, home }
  try {
    return { spec: deskSpec(facts, installation), fault: null }
  } catch (error) {
    return { spec: undefined, fault: faultOf(error) }
  }
}

function faultOf(error: unknown): Failure {
  const why = error instanceof AppError ? error.facts.detail : 'The files of the desk could not be written.'
  return {
    code: 'cannot_be_made',
    text: `The desk cannot be made: ${why} What is in its home is safe.`,
    action: 'Change the role or the settings of the employee.',
  }
}
