import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { notFound } from '#lib/errors.ts'
import type { Worker } from '#lib/wire/worker.ts'

/** All of a company, those heard of last first. */
export function listWorkers(caller: CompanyCaller): Promise<{ items: Worker[] }> {
  authorize(caller, 'workers.read')
  return transact(caller, async (tx) => ({ items: await readWorkers(tx, caller.companyId) }))
}

/** @throws AppError `not_found` */
export async function workerById(tx: Tx, companyId: string, id: string): Promise<Worker> {
  const [worker] = await readWorkers(tx, companyId, id)
  if (!worker) throw notFound('worker')
  return worker
}

type WorkerRow = Omit<Worker, 'registeredAt' | 'seenAt' | 'drainingAt'> & {
  registeredAt: Date
  seenAt: Date
  drainingAt: Date | null
}

async function readWorkers(tx: Tx, companyId: string, id: string | null = null): Promise<Worker[]> {
  const { rows } = await sql<WorkerRow>`
    select worker.id, worker.name, worker.executor, worker.capabilities, worker.version, worker.max_concurrent, worker.employee_id,
      worker.registered_at, worker.seen_at, worker.draining_at,
      case when worker.employee_id is null then worker.seen_at > now() - interval '90 seconds'
        else coalesce(desk.observed_state = 'ready', false) end as is_online,
      coalesce(working.runs, '[]') as running
    from workers worker
    left join desks desk on desk.employee_id = worker.employee_id
    left join lateral (
      select jsonb_agg(jsonb_build_object('runId', run.id, 'taskId', task.id, 'taskNumber', task.number, 'title', task.title,
        'since', to_char(run.claimed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by run.claimed_at) as runs
      from runs run join tasks task on task.id = run.task_id where run.worker_id = worker.id and run.ended_at is null and run.parked_at is null
    ) working on true
    where worker.company_id = ${companyId} and worker.forgotten_at is null and (${id}::uuid is null or worker.id = ${id})
    order by worker.employee_id is not null, worker.seen_at desc limit 500`.execute(tx)
  return rows.map((row) => ({
    ...row,
    registeredAt: row.registeredAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    drainingAt: row.drainingAt?.toISOString() ?? null,
  }))
}
