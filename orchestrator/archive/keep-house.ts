// The chores of packed homes on one host: one backup a day of who has worked since, files nobody wants any more, homes of desks that
// went on elsewhere.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { oneMoreTime } from '#orchestrator/fleet/one-more-time.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import { type ArchiveRoom, discardKept, sweepDrafts } from './keep-archives.ts'

export interface ChoresOptions {
  runtime: Pick<DeskRuntime, 'destroyHome'>
  room: ArchiveRoom
  /** Empty until the host is known. */
  hostId: () => string
  mayAct: () => boolean
  log: Log
}

const everyMs = 5 * 60_000
/** Of the daily ones, for each employee. */
export const dailyBackupsKept = 7
const leavingKeptDays = 30
/** So that many desks do not stop at once. */
const askedAtOnce = 2

export interface ArchiveChores {
  /** Something about a packed home changed: its file may be wanted no more. */
  soon: () => void
  stop: () => void
}

export function startArchiveChores(options: ChoresOptions): ArchiveChores {
  const { hostId, mayAct, log } = options
  const round = oneMoreTime(
    async () => {
      if (mayAct() && hostId() !== '') await doArchiveChores({ ...options, hostId: hostId() })
    },
    (error) =>
      log.warn(
        { err: error },
        'The chores of packed homes were interrupted; they are done again in some minutes',
      ),
  )
  const timer = setInterval(round.ask, everyMs)
  timer.unref()
  return { soon: round.ask, stop: () => clearInterval(timer) }
}

export async function doArchiveChores(
  options: Pick<ChoresOptions, 'runtime' | 'room'> & { hostId: string },
): Promise<void> {
  const { room, hostId, runtime } = options
  await askForDailyBackups(hostId)
  await outdate()
  await discardFiles(hostId, room)
  await clearMovedHomes(hostId, runtime)
  await sweepDrafts(room)
}

/** Of everybody who has worked since the last one and is quiet now. */
async function askForDailyBackups(hostId: string): Promise<void> {
  await transactAsOrchestrator((tx) =>
    sql`insert into home_archives (company_id, employee_id, kind)
      select employee.company_id, employee.id, 'daily'
        from desks desk join employees employee on employee.id = desk.employee_id
        where desk.host_id = ${hostId} and desk.desired_state <> 'absent' and employee.fired_at is null
          and desk.observed_state in ('ready', 'stopped') and desk.observed_generation is not null
          and greatest(employee.active_at, employee.hired_at) < now() - interval '10 minutes'
          and employee.hired_at < now() - interval '24 hours'
          and not exists (select from home_archives archive where archive.employee_id = employee.id
            and ((archive.state in ('wanted', 'making') and archive.discarded_at is null) or archive.asked_at > now() - interval '24 hours'
              or (archive.state = 'ready' and archive.made_at > coalesce(employee.active_at, employee.hired_at))))
        order by desk.observed_state = 'ready', employee.active_at nulls last
        limit greatest(0, ${askedAtOnce} - (select count(*) from home_archives open join desks on desks.employee_id = open.employee_id
          where desks.host_id = ${hostId} and open.kind = 'daily' and open.state in ('wanted', 'making')
            and open.discarded_at is null))
      on conflict do nothing`.execute(tx),
  )
}

/** Nothing that somebody is just putting back. */
async function outdate(): Promise<void> {
  await transactAsOrchestrator((tx) =>
    sql`update home_archives archive set discarded_at = now()
      where archive.discarded_at is null and archive.state in ('ready', 'failed')
        and not exists (select from home_restores restore
          where restore.archive_id = archive.id and restore.state in ('wanted', 'restoring'))
        and ((archive.state = 'failed' and archive.asked_at < now() - interval '7 days')
          or (archive.kind = 'leaving' and archive.asked_at < now() - make_interval(days => ${leavingKeptDays}))
          or (archive.kind = 'move' and archive.made_at < now() - interval '7 days'
            and exists (select from home_restores done where done.archive_id = archive.id))
          or (archive.kind = 'daily' and archive.state = 'ready' and ${dailyBackupsKept} <= (
            select count(*) from home_archives newer where newer.employee_id = archive.employee_id and newer.kind = 'daily'
              and newer.state = 'ready' and newer.discarded_at is null and newer.made_at > archive.made_at)))`.execute(
      tx,
    ),
  )
}

async function discardFiles(hostId: string, room: ArchiveRoom): Promise<void> {
  const unwanted = await transactAsOrchestrator((tx) =>
    tx
      .selectFrom('homeArchives')
      .where('discardedAt', 'is not', null)
      .where('state', 'not in', ['expired', 'making'])
      .where((eb) => eb.or([eb('hostId', '=', hostId), eb('hostId', 'is', null)]))
      .select(['id', 'file'])
      .limit(100)
      .execute(),
  )
  for (const { id, file } of unwanted) {
    if (file !== null) await discardKept(room, file)
    await transactAsOrchestrator((tx) =>
      tx
        .updateTable('homeArchives')
        .set({ state: 'expired', file: null, failure: null })
        .where('id', '=', id)
        .execute(),
    )
  }
}

/** Only when the other host has unpacked it, and the desk did not come back. */
async function clearMovedHomes(hostId: string, runtime: ChoresOptions['runtime']): Promise<void> {
  const moved = await transactAsOrchestrator((tx) =>
    tx
      .selectFrom('homeArchives as archive')
      .innerJoin('homeRestores as restore', 'restore.archiveId', 'archive.id')
      .innerJoin('desks as desk', 'desk.employeeId', 'archive.employeeId')
      .where('archive.kind', '=', 'move')
      .where('archive.hostId', '=', hostId)
      .where('archive.clearedAt', 'is', null)
      .where('restore.state', '=', 'done')
      .select(['archive.id', 'desk.id as deskId', 'desk.hostId'])
      .execute(),
  )
  for (const { id, deskId, hostId: present } of moved) {
    if (present !== hostId) await runtime.destroyHome(deskId)
    await transactAsOrchestrator((tx) =>
      tx.updateTable('homeArchives').set({ clearedAt: sql<Date>`now()` }).where('id', '=', id).execute(),
    )
  }
}
