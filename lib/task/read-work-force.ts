// Who could work on the tasks of a company, and how they are.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { type DeskFacts, lifecycleOf } from '#lib/desk/lifecycle.ts'
import { holdsUp } from '#lib/run/holds-up.ts'
import { failure } from '#lib/wire/shapes.ts'
import type { EmployeeFacts, HeldUp, WorkerFacts } from './why-facts.ts'

interface DeskRow extends DeskFacts {
  employeeId: string
  employeeName: string
  observedPhaseAt: Date
  desiredAt: Date
  seatless: boolean
  readyAfterMs: number | null
  observedFailure: unknown
}

const deskColumns = sql`employee.id as employee_id, employee.name as employee_name, employee.fired_at, desk.desired_state,
  desk.desired_generation, desk.observed_state, desk.observed_generation, desk.observed_phase_at, desk.desired_at, desk.seatless,
  desk.ready_after_ms, desk.observed_failure`

const presentDesk = sql`left join lateral (
  select * from desks where desks.employee_id = employee.id order by desks.created_at desc limit 1
) desk on true`

/** By their ids. */
export async function readAssignees(
  tx: Tx,
  companyId: string,
  ids: string[],
): Promise<Map<string, EmployeeFacts>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<DeskRow>`
    select ${deskColumns} from employees employee ${presentDesk}
    where employee.company_id = ${companyId} and employee.id = any (${[...new Set(ids)]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.employeeId, employeeOf(row)]))
}

interface WorkerRow extends Omit<DeskRow, 'employeeId'> {
  id: string
  name: string
  employeeId: string | null
  capabilities: string[]
  seenAt: Date
  drainingAt: Date | null
  maxConcurrent: number
  busyWith: number[]
  heldUp: { number: number; title: string; parkedAt: string; parkedReason: string } | null
}

export async function readWorkers(tx: Tx, companyId: string): Promise<WorkerFacts[]> {
  const { rows } = await sql<WorkerRow>`
    select worker.id, worker.name, worker.capabilities, worker.seen_at, worker.draining_at, worker.max_concurrent,
      array(select task.number from runs run join tasks task on task.id = run.task_id
        where run.worker_id = worker.id and run.ended_at is null and run.parked_at is null order by task.number) as busy_with,
      (select jsonb_build_object('number', task.number, 'title', task.title, 'parkedAt', parked.parked_at, 'parkedReason', parked.parked_reason)
        from runs parked join tasks task on task.id = parked.task_id where ${holdsUp} order by parked.parked_at limit 1) as held_up,
      ${deskColumns}
    from workers worker left join employees employee on employee.id = worker.employee_id ${presentDesk}
    where worker.company_id = ${companyId} and employee.left_at is null and worker.forgotten_at is null
    order by worker.name, worker.id`.execute(tx)
  return rows.map((row) => {
    const { employeeId, ...rest } = row
    const employee = employeeId === null ? null : employeeOf({ ...rest, employeeId })
    return {
      id: row.id,
      name: employee?.name ?? row.name,
      capabilities: row.capabilities,
      seenAt: row.seenAt,
      isDraining: row.drainingAt !== null,
      isFull: row.busyWith.length >= row.maxConcurrent,
      busyWith: row.busyWith,
      heldUp: row.heldUp && heldUpOf(row.heldUp),
      employee,
    }
  })
}

function heldUpOf({ number, title, parkedAt, parkedReason }: NonNullable<WorkerRow['heldUp']>): HeldUp {
  const whose = parkedReason === 'company_allowance' ? 'company' : 'employee'
  return { number, title, since: new Date(parkedAt), whose }
}

function employeeOf(row: DeskRow): EmployeeFacts {
  const lifecycle = lifecycleOf(row)
  const isCommanded = lifecycle === 'asleep' || lifecycle === 'paused'
  return {
    id: row.employeeId,
    name: row.employeeName,
    lifecycle,
    since: row.firedAt ?? (isCommanded ? row.desiredAt : row.observedPhaseAt),
    isSeatless: row.seatless,
    readyAfterMs: row.readyAfterMs,
    failure: failure.nullable().parse(row.observedFailure),
  }
}
