// Control of desktops as the database knows it.
import { sql } from 'kysely'
import { record } from '#lib/audit/record.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { controlMinutes, controlSecondsAway } from '#lib/desktop/control-minutes.ts'

export interface DeskControl {
  deskId: string
  /** Changes when the desk starts anew: whatever it was told before, it has forgotten. */
  readyAt: Date
  /** Who has control; null where the employee works. */
  userId: string | null
  leftMs: number | null
}

/** Every ready desk of this host, with who has control of it. */
export async function readControl(hostName: string): Promise<DeskControl[]> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<DeskControl>`
      select desk.id as desk_id, desk.observed_phase_at as ready_at, lease.user_id,
        extract(epoch from lease.expires_at - clock_timestamp())::double precision * 1000 as left_ms
      from desks desk
      join hosts host on host.id = desk.host_id
      left join control_leases lease on lease.desk_id = desk.id and lease.expires_at > clock_timestamp()
      where host.name = ${hostName} and desk.observed_state = 'ready'`.execute(tx),
  )
  return rows
}

/** Real use prolongs control; it never begins it. */
export async function prolongControl(deskId: string, userId: string): Promise<void> {
  await transactAsOrchestrator((tx) =>
    sql`update control_leases set expires_at = clock_timestamp() + make_interval(mins => ${controlMinutes})
      where desk_id = ${deskId} and user_id = ${userId} and expires_at > clock_timestamp()`.execute(tx),
  )
}

/** Whoever walks away from a desktop without handing back keeps it for as long as a page takes to load again, and some more. */
export async function shortenControl(deskId: string, userId: string): Promise<void> {
  await transactAsOrchestrator((tx) =>
    sql`update control_leases
      set expires_at = least(expires_at, clock_timestamp() + make_interval(secs => ${controlSecondsAway}))
      where desk_id = ${deskId} and user_id = ${userId}`.execute(tx),
  )
}

/** Ends what has run out, each once and with a line in the audit. */
export async function expireControl(): Promise<void> {
  while (await expireOne());
}

interface Expired {
  companyId: string
  employeeId: string
  userId: string
  name: string
  memberName: string
}

function expireOne(): Promise<boolean> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<Expired>`
      delete from control_leases lease using employees employee, members member
        where employee.id = lease.employee_id and member.company_id = lease.company_id and member.user_id = lease.user_id
          and lease.desk_id = (
            select desk_id from control_leases where expires_at <= clock_timestamp() limit 1 for update skip locked)
      returning lease.company_id, lease.employee_id, lease.user_id, employee.name, member.display_name as member_name`.execute(
      tx,
    )
    const [expired] = rows
    if (!expired) return false
    const { companyId, employeeId, ...details } = expired
    await record(tx, { companyId, action: 'desktop.control_expired', subjectId: employeeId, details })
    return true
  })
}
