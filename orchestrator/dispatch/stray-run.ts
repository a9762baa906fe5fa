import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'

/** The desk that works on a run which has ended; undefined when the run is alive, and somebody should carry it. */
export async function deskOfStrayRun(employeeId: string, runId: string): Promise<string | undefined> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<{ deskId: string }>`
      select desk.id as desk_id from desks desk
      where desk.employee_id = ${employeeId} and desk.observed_state = 'ready'
        and not exists (select from runs where runs.id::text = ${runId} and runs.ended_at is null)
      order by desk.created_at desc limit 1`.execute(tx),
  )
  return rows[0]?.deskId
}
