// The sessions of desks in the database: begun by a ticket, found by a cookie, looked at again and again while a socket is open.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { TicketClaims } from '#lib/desktop/ticket.ts'
import { sessionSeconds } from './cookie.ts'

export interface DeskSession {
  sessionId: string
  companyId: string
  employeeId: string
  deskId: string
  userId: string
  mayControl: boolean
}

export interface BegunSession extends DeskSession {
  endsAt: Date
}

type NotBegun = 'used' | 'expired' | 'right' | 'elsewhere'

/** Uses the ticket up and begins a session, or says why not. Of many who show the same ticket one succeeds. */
export function beginSession(
  claims: TicketClaims,
  { label, secretHash, hostName }: { label: string; secretHash: Buffer; hostName: string },
): Promise<BegunSession | NotBegun> {
  return transactAsOrchestrator(async (tx) => {
    const use = await useTicket(tx, claims)
    if (use !== 'fresh') return use
    const home = await homeOf(tx, claims, label)
    if (!home) return 'right'
    if (home.hostName !== hostName) return 'elsewhere'
    const { deskId, companyId, employeeId, userId, right } = claims
    const mayControl = right === 'control'
    const { id, endsAt } = await tx
      .insertInto('deskSessions')
      .values({
        secretHash,
        companyId,
        deskId,
        employeeId,
        userId,
        mayControl,
        endsAt: sql<Date>`now() + make_interval(secs => ${sessionSeconds})`,
      })
      .returning(['id', 'endsAt'])
      .executeTakeFirstOrThrow()
    return { sessionId: id, companyId, employeeId, deskId, userId, mayControl, endsAt }
  })
}

async function useTicket(tx: Tx, { jti, exp }: TicketClaims): Promise<'fresh' | 'used' | 'expired'> {
  const { rows } = await sql<{ fresh: boolean; used: boolean }>`
    with given as (select ${jti}::uuid as id, to_timestamp(${exp}::double precision / 1000) as expires_at),
    taken as (
      insert into used_tickets (id, expires_at) select id, expires_at from given
        where expires_at > clock_timestamp() and expires_at <= clock_timestamp() + interval '60 seconds'
      on conflict do nothing returning id
    )
    select exists (select from taken) as fresh, exists (select from used_tickets join given using (id)) as used`.execute(
    tx,
  )
  if (rows[0]?.fresh) return 'fresh'
  return rows[0]?.used ? 'used' : 'expired'
}

/** Where the desk is at home, if everything the ticket says is still true. */
async function homeOf(
  tx: Tx,
  claims: TicketClaims,
  label: string,
): Promise<{ hostName: string } | undefined> {
  return tx
    .selectFrom('desks as desk')
    .innerJoin('employees as employee', 'employee.id', 'desk.employeeId')
    .innerJoin('companies as company', 'company.id', 'desk.companyId')
    .innerJoin('members as member', 'member.companyId', 'desk.companyId')
    .innerJoin('hosts as host', 'host.id', 'desk.hostId')
    .where('desk.id', '=', claims.deskId)
    .where('desk.hostLabel', '=', label)
    .where('desk.companyId', '=', claims.companyId)
    .where('desk.employeeId', '=', claims.employeeId)
    .where('desk.desiredState', '!=', 'absent')
    .where('employee.firedAt', 'is', null)
    .where(sql<boolean>`deskhand.may_work(company.id)`)
    .where('member.userId', '=', claims.userId)
    .select('host.name as hostName')
    .executeTakeFirst()
}

/** What of a session is over, in the order in which it is told: null for one that goes on. */
const whyOver: RawBuilder<string | null> = sql`case
  when session.closed_at is not null then session.closed_why
  when session.ends_at <= now() or session.seen_at <= now() - interval '10 minutes' then 'ended'
  when member.user_id is null then 'removed'
  when employee.fired_at is not null or desk.desired_state = 'absent' then 'fired'
  when not deskhand.may_work(company.id) then 'unpaid'
end`

const withRights: RawBuilder<unknown> = sql`desk_sessions session
  join desks desk on desk.id = session.desk_id
  join employees employee on employee.id = session.employee_id
  join companies company on company.id = session.company_id
  left join members member on member.company_id = session.company_id and member.user_id = session.user_id`

/** The living session of a cookie, at the desk of this label. Coming back counts as being seen. */
export function findSession(
  secretHash: Buffer,
  label: string,
): Promise<(DeskSession & { hostName: string | null }) | undefined> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<DeskSession & { hostName: string | null }>`
      update desk_sessions set seen_at = now() from (
        select session.id, host.name as host_name from ${withRights} left join hosts host on host.id = desk.host_id
          where session.secret_hash = ${secretHash} and desk.host_label = ${label} and ${whyOver} is null
      ) found
      where desk_sessions.id = found.id
      returning desk_sessions.id as session_id, company_id, employee_id, desk_id, user_id, may_control, found.host_name`.execute(
      tx,
    )
    return rows[0]
  })
}

/** Which of these are over, and why. Those that go on are seen. */
export function checkSessions(ids: string[]): Promise<Map<string, string>> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<{ id: string; why: string | null }>`
      select asked.id, case when session.id is null then 'removed' else ${whyOver} end as why
      from unnest(${ids}::uuid[]) as asked (id) left join (${withRights}) on session.id = asked.id`.execute(
      tx,
    )
    const over = new Map(rows.flatMap(({ id, why }) => (why === null ? [] : [[id, why]])))
    for (const [id, why] of over) await close(tx, id, why)
    const living = ids.filter((id) => !over.has(id))
    await sql`update desk_sessions set seen_at = now()
      where id = any (${living}::uuid[]) and seen_at < now() - interval '30 seconds'`.execute(tx)
    return over
  })
}

export async function closeSession(id: string, why: 'left'): Promise<void> {
  await transactAsOrchestrator((tx) => close(tx, id, why))
}

async function close(tx: Tx, id: string, why: string): Promise<void> {
  await tx
    .updateTable('deskSessions')
    .set({ closedAt: sql<Date>`now()`, closedWhy: why })
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .execute()
}

/** Sessions nobody came back to, tickets that are worth nothing any more, and what was closed long ago. */
export async function clearSessions(): Promise<void> {
  await transactAsOrchestrator(async (tx) => {
    await sql`update desk_sessions set closed_at = now(), closed_why = 'ended'
      where closed_at is null and (ends_at <= now() or seen_at <= now() - interval '10 minutes')`.execute(tx)
    await sql`delete from desk_sessions where closed_at < now() - interval '7 days'`.execute(tx)
    await sql`delete from used_tickets where expires_at < now() - interval '1 minute'`.execute(tx)
  })
}
