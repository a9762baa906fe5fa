import { type RawBuilder, sql } from 'kysely'

/**
 * Whether a run that is parked keeps a worker of an employee from beginning anything new: they would ask the same allowance. Rows are named
 * `parked` (of runs) and `worker` (of workers). deskhand.has_work asks the same, so that their desk may sleep meanwhile.
 */
export const holdsUp: RawBuilder<boolean> = sql`parked.company_id = worker.company_id and worker.employee_id is not null
  and parked.parked_at is not null and parked.ended_at is null and (parked.parked_reason = 'company_allowance'
    or (parked.parked_reason = 'employee_allowance' and parked.employee_id = worker.employee_id))`
