// Whose key this is: a desk that is wanted right now, with its employee and what they are at.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { deskOfModelKey, verifyModelKey } from '#lib/desk/desk-keys.ts'

export interface CallingDesk {
  deskId: string
  companyId: string
  employeeId: string
  /** The answer they are writing, if they are. */
  messageId: string | null
  /** The runs of tasks they work on. */
  runIds: string[]
}

/**
 * Undefined for a key that is forged, of an older generation, or of a desk that is gone; `resting` for a desk at which nobody works
 * now: nobody sits there yet, it is to sleep or to pause, or its employee was fired.
 */
export async function findDesk(
  installationSecret: string,
  key: string,
): Promise<CallingDesk | 'resting' | undefined> {
  const named = deskOfModelKey(key)
  if (!named) return undefined
  const desk = await readDesk(named)
  if (!desk || !verifyModelKey(installationSecret, key, desk.deskId, desk.generation)) return undefined
  const { deskId, companyId, employeeId, messageId, runIds } = desk
  if (companyId === null || employeeId === null || !desk.isAtWork) return 'resting'
  return { deskId, companyId, employeeId, messageId, runIds }
}

interface DeskRow {
  deskId: string
  companyId: string | null
  employeeId: string | null
  messageId: string | null
  runIds: string[]
  generation: number
  isAtWork: boolean
}

function readDesk(deskId: string) {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<DeskRow>`
      select desk.id as desk_id, desk.company_id, desk.employee_id, desk.desired_generation as generation,
        desk.desired_state = 'running' and employee.fired_at is null as is_at_work,
        (select id from messages where messages.employee_id = desk.employee_id and messages.status = 'streaming' limit 1) as message_id,
        array(select id::text from runs where runs.employee_id = desk.employee_id and runs.ended_at is null) as run_ids
      from desks desk left join employees employee on employee.id = desk.employee_id
      where desk.id = ${deskId}::uuid and desk.desired_state <> 'absent'`.execute(tx)
    return rows[0]
  })
}
