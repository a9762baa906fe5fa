// How an employee is read: with the desk they sit at, their conversation, and what the caller has not read yet.
import { type Selectable, sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import type { Desk, Employee as EmployeeTable } from '#lib/db/types.ts'
import { type DeskFacts, lifecycleOf } from '#lib/desk/lifecycle.ts'
import { type Employee, toneKeys } from '#lib/wire/employee.ts'
import { failure } from '#lib/wire/shapes.ts'

/** Employees of a company with their present desk. `readerId` is whose unread messages are counted. */
export function selectEmployees(tx: Tx, companyId: string, readerId: string | null) {
  return tx
    .selectFrom('employees as employee')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('desks')
          .whereRef('desks.employeeId', '=', 'employee.id')
          .selectAll()
          .orderBy('desks.createdAt', 'desc')
          .limit(1)
          .as('desk'),
      (join) => join.onTrue(),
    )
    .innerJoin('conversations as conversation', 'conversation.employeeId', 'employee.id')
    .leftJoin('hosts as host', 'host.id', 'desk.hostId')
    .leftJoin('controlLeases as lease', (join) =>
      join.onRef('lease.deskId', '=', 'desk.id').on('lease.expiresAt', '>', sql<Date>`now()`),
    )
    .leftJoin('members as driver', (join) =>
      join.onRef('driver.companyId', '=', 'lease.companyId').onRef('driver.userId', '=', 'lease.userId'),
    )
    .where('employee.companyId', '=', companyId)
    .select([
      'lease.userId as driverId',
      'driver.displayName as driverName',
      'lease.takenAt',
      'lease.expiresAt as controlExpiresAt',
      'employee.id',
      'employee.roleKey',
      'employee.name',
      'employee.toneKey',
      'employee.toneWords',
      'employee.personality',
      'employee.skills',
      'employee.model',
      'employee.allowanceMicros',
      'employee.portraitSeed',
      'employee.hiredAt',
      'employee.firedAt',
      'employee.homeKeptUntil',
      'employee.leftAt',
      'employee.activeAt',
      'employee.sleepAfterMinutes',
      'desk.desiredState',
      'desk.seatless',
      'desk.desiredGeneration',
      'desk.observedState',
      'desk.observedGeneration',
      'desk.observedPhase',
      'desk.observedPhaseAt',
      'desk.observedFailure',
      'desk.observedNextAttemptAt',
      'desk.readyAfterMs',
      'desk.observedComplaint',
      'host.runtime',
      'conversation.id as conversationId',
    ])
    .select(
      sql<number>`(select count(*) from messages
        where messages.conversation_id = conversation.id and messages.author = 'employee'
          and messages.status <> 'streaming' and messages.superseded_at is null and ${readerId}::uuid is not null
          and messages.seq > coalesce((select read_seq from conversation_reads
            where conversation_reads.conversation_id = conversation.id and user_id = ${readerId}::uuid), 0))`.as(
        'unread',
      ),
    )
    .$narrowType<Pick<DeskFacts, 'desiredState' | 'observedState'>>()
}

type Row = Pick<
  Selectable<EmployeeTable>,
  | 'id'
  | 'roleKey'
  | 'name'
  | 'toneKey'
  | 'toneWords'
  | 'personality'
  | 'skills'
  | 'model'
  | 'allowanceMicros'
  | 'portraitSeed'
  | 'hiredAt'
  | 'firedAt'
  | 'homeKeptUntil'
  | 'activeAt'
  | 'leftAt'
  | 'sleepAfterMinutes'
> &
  Pick<
    Selectable<Desk>,
    | 'observedPhase'
    | 'observedPhaseAt'
    | 'observedFailure'
    | 'observedNextAttemptAt'
    | 'readyAfterMs'
    | 'observedComplaint'
    | 'seatless'
  > &
  Omit<DeskFacts, 'firedAt'> &
  Lease & { runtime: string | null; conversationId: string; unread: number }

interface Lease {
  driverId: string | null
  driverName: string | null
  takenAt: Date | null
  controlExpiresAt: Date | null
}

export function toWire(row: Row): Employee {
  return {
    id: row.id,
    roleKey: row.roleKey,
    name: row.name,
    toneKey: toneKeys.find((tone) => tone === row.toneKey) ?? 'friendly',
    toneWords: row.toneWords,
    personality: row.personality,
    skills: row.skills,
    model: row.model,
    allowanceMicros: row.allowanceMicros,
    portraitSeed: row.portraitSeed,
    hiredAt: row.hiredAt.toISOString(),
    firedAt: row.firedAt?.toISOString() ?? null,
    homeKeptUntil: row.homeKeptUntil?.toISOString() ?? null,
    leftAt: row.leftAt?.toISOString() ?? null,
    activeAt: row.activeAt?.toISOString() ?? null,
    conversationId: row.conversationId,
    unread: row.unread,
    lifecycle: lifecycleOf(row),
    sleepAfterMinutes: row.sleepAfterMinutes,
    control: controlOf(row),
    desk: {
      phase: row.observedPhase,
      phaseStartedAt: row.observedPhaseAt.toISOString(),
      runtime: row.runtime,
      error: failure.nullable().parse(row.observedFailure),
      nextAttemptAt: row.observedNextAttemptAt?.toISOString() ?? null,
      readyAfterMs: row.readyAfterMs,
      hasDesktop: row.runtime === 'docker',
      isSeatless: row.seatless,
      complaint: failure.nullable().parse(row.observedComplaint),
    },
  }
}

function controlOf({ driverId, driverName, takenAt, controlExpiresAt }: Lease): Employee['control'] {
  if (!driverId || !takenAt || !controlExpiresAt) return null
  return {
    userId: driverId,
    memberName: driverName ?? '',
    takenAt: takenAt.toISOString(),
    expiresAt: controlExpiresAt.toISOString(),
  }
}
