// What is wanted of the desks of this host, and what was written about them: one complete snapshot, or an error.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { DesiredState, ObservedState } from '#lib/desk/lifecycle.ts'
import { AppError } from '#lib/errors.ts'
import type { HomeInput } from '#lib/role/render-home.ts'
import { type Failure, failure } from '#lib/wire/shapes.ts'
import type { DeskSpec } from '#orchestrator/runtime/desk-runtime.ts'
import { deskSpec, type Installation } from './desk-spec.ts'
import type { DesiredDesk, DeskHistory } from './fleet.ts'
import { wantedBuild } from './releases/wanted-build.ts'

export interface WantedDesk {
  desired: DesiredDesk
  history: DeskHistory
  /** null: a warm desk. */
  employeeId: string | null
  /** Absent when it cannot be rendered; `desired.fault` says why. */
  spec: DeskSpec | undefined
}

export async function readDesired(hostId: string, installation: Installation): Promise<WantedDesk[]> {
  const rows = await transactAsOrchestrator((tx) => selectDesks(tx, hostId).execute())
  return rows.map((row) => wantedDesk(row, installation))
}

/** Only those that were just given to somebody who is hired: they were seen to be up, and lack their employee's files. */
export async function readMovingIn(hostId: string, installation: Installation): Promise<WantedDesk[]> {
  const rows = await transactAsOrchestrator((tx) =>
    selectDesks(tx, hostId)
      .where('desk.desiredState', '=', 'running')
      .where('desk.observedState', '=', 'starting')
      .where('desk.observedPhase', '=', 'moving_in')
      .execute(),
  )
  return rows.map((row) => wantedDesk(row, installation))
}

type Row = Awaited<ReturnType<ReturnType<typeof selectDesks>['execute']>>[number]

/** An answer is being written, or a task is worked on and waits for nobody. */
const isBusy = sql<boolean>`exists (select from messages where messages.employee_id = employee.id and messages.status = 'streaming')
  or exists (select from runs where runs.employee_id = employee.id and runs.ended_at is null and runs.parked_at is null
    and not exists (select from questions where questions.run_id = runs.id and questions.state = 'open'))`

const isAwaited = sql<boolean>`exists (select from messages where messages.employee_id = employee.id
    and messages.status = 'queued' and messages.superseded_at is null)
  or exists (select from tasks where tasks.assignee_id = employee.id and tasks.status = 'ready'
    and tasks.open_dependencies = 0 and tasks.parts = 0)`

function selectDesks(tx: Tx, hostId: string) {
  return tx
    .selectFrom('desks as desk')
    .leftJoin('employees as employee', 'employee.id', 'desk.employeeId')
    .leftJoin('companies as company', 'company.id', 'desk.companyId')
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
    .select([isBusy.as('isBusy'), isAwaited.as('isAwaited')])
    .$narrowType<{ desiredState: DesiredState; observedState: ObservedState }>()
}

function wantedDesk(row: Row, installation: Installation): WantedDesk {
  const { image, ...build } = wantedBuild(row, installation.releases ?? [])
  const { spec, fault } = render(row, installation, image)
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
      isAwaited: Boolean(row.isAwaited),
      errand: null,
      build,
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
    build: {
      release: row.observedRelease,
      proven: row.provenRelease,
      complaint: failure.nullable().parse(row.observedComplaint),
    },
  }
}

/** One desk that cannot be rendered must not keep the others from being looked after. */
function render(
  row: Row,
  installation: Installation,
  release: string | null,
): { spec: DeskSpec | undefined; fault: Failure | null } {
  const facts = { deskId: row.id, generation: row.desiredGeneration, home: homeOf(row), release }
  try {
    return { spec: deskSpec(facts, installation), fault: null }
  } catch (error) {
    return { spec: undefined, fault: faultOf(error) }
  }
}

function homeOf(row: Row): HomeInput | null {
  const { name, roleKey, toneKey, skills } = row
  if (name === null || roleKey === null || toneKey === null) return null
  return {
    employeeName: name,
    roleKey,
    toneKey,
    toneWords: row.toneWords,
    personality: row.personality,
    skills: skills ?? [],
    companyName: row.companyName ?? '',
    companyAbout: row.companyAbout ?? '',
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
