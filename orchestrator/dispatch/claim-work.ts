// Takes tasks for the desks of this host that are free, and takes over runs whose orchestrator is gone.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { claimForDesk } from '#lib/run/claim-run.ts'
import { holdsUp } from '#lib/run/holds-up.ts'
import { hashOf, newLeaseToken } from '#lib/run/lease.ts'
import { claimedTask, leaseSeconds } from '#lib/wire/run.ts'
import { sessionOfRun } from '#orchestrator/gateway/task-session.ts'
import type { AliveRun } from './read-runs.ts'
import { type RunFacts, type RunNotes, runNotes } from './run.ts'

export interface FreeDesk {
  workerId: string
  companyId: string
  employeeId: string
  employeeName: string
  employeeModel: string
  deskId: string
}

/** At work, with nothing running, nobody else in control, money left as far as is known, and something there for it. */
export function readFreeDesks(hostName: string): Promise<FreeDesk[]> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<FreeDesk>`
      with free as (
        select worker.id as worker_id, worker.company_id, worker.employee_id, employee.name as employee_name, employee.model as employee_model, desk.id as desk_id
        from desks desk
        join hosts host on host.id = desk.host_id
        join employees employee on employee.id = desk.employee_id
        join workers worker on worker.employee_id = employee.id
        where host.name = ${hostName} and desk.desired_state = 'running' and desk.observed_state = 'ready'
          and desk.observed_generation = desk.desired_generation and employee.fired_at is null
          and worker.draining_at is null and worker.forgotten_at is null
          and not exists (select from runs where runs.worker_id = worker.id and runs.ended_at is null and runs.parked_at is null)
          and not exists (select from runs parked where ${holdsUp})
          and not exists (select from control_leases lease where lease.desk_id = desk.id and lease.expires_at > clock_timestamp()))
      select free.* from free
      join deskhand.look_for_work(coalesce((select array_agg(worker_id) from free), '{}')) sight on sight.worker_id = free.worker_id
      where sight.can_claim`.execute(tx)
    return rows
  })
}

/** The row is there before anything is done about it. */
export async function claimWork(desk: FreeDesk): Promise<RunFacts | undefined> {
  const claim = await claimForDesk(desk.workerId)
  if (!claim) return undefined
  const { id: runId, leaseToken, attempt } = claim.run
  await noteActivity(desk.employeeId)
  return { ...desk, runId, leaseToken, attempt, task: claim.task }
}

export interface TakenOver {
  run: RunFacts
  notes: RunNotes
  /** Lines of its log that are kept already. */
  kept: number
}

interface TakenRow {
  attempt: number
  deskSession: unknown
  nextLine: number
  task: unknown
}

/** Undefined when it has ended meanwhile. */
export async function takeOver(alive: AliveRun): Promise<TakenOver | undefined> {
  const leaseToken = newLeaseToken()
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<TakenRow>`select * from deskhand.take_over_run(${alive.runId}, ${hashOf(leaseToken)}, ${leaseSeconds})`.execute(
      tx,
    ),
  )
  const [row] = rows
  if (!row) return undefined
  const { runId, companyId, employeeId, employeeName, employeeModel, deskId } = alive
  const place = { runId, companyId, employeeId, employeeName, employeeModel, deskId }
  return {
    run: { ...place, leaseToken, attempt: row.attempt, task: claimedTask.parse(row.task) },
    notes: runNotes.safeParse(row.deskSession).data ?? firstNotes(runId),
    kept: row.nextLine,
  }
}

export function firstNotes(runId: string): RunNotes {
  return { sessionKey: sessionOfRun(runId), gatewayRunId: runId, firstLine: 0, delivered: [] }
}

export async function writeNotes(runId: string, notes: RunNotes): Promise<void> {
  await transactAsOrchestrator((tx) =>
    tx
      .updateTable('runs')
      .set({ deskSession: JSON.stringify(notes) })
      .where('id', '=', runId)
      .execute(),
  )
}

/** Whoever works is not idle. */
export async function noteActivity(employeeId: string): Promise<void> {
  await transactAsOrchestrator((tx) =>
    tx.updateTable('employees').set({ activeAt: sql<Date>`now()` }).where('id', '=', employeeId).execute(),
  )
}
