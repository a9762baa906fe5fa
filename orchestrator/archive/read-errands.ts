// What waits to be done with homes of this host: backups, moves to other hosts, restores. At most one thing per desk.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { HomeErrand } from '#orchestrator/fleet/fleet.ts'
import { type ArchiveRoom, isKept } from './keep-archives.ts'

interface Row {
  deskId: string
  id: string
  what: 'archive' | 'restore'
  kind: string
  file: string | null
}

/** By the desk's id. What was asked for first comes first. */
export async function readErrands(hostId: string, room: ArchiveRoom): Promise<Map<string, HomeErrand>> {
  const errands = new Map<string, HomeErrand>()
  for (const row of await selectErrands(hostId)) {
    if (!errands.has(row.deskId)) errands.set(row.deskId, await errandOf(row, room))
  }
  return errands
}

/** A desk that moved here has no home until its archive was unpacked, and waits until the file is here. */
async function errandOf({ id, what, kind, file }: Row, room: ArchiveRoom): Promise<HomeErrand> {
  const isMove = kind === 'move'
  if (what === 'archive') return { do: isMove ? 'move_home' : 'back_up', id, isNeeded: false, isHere: true }
  const isHere = !isMove || (file !== null && (await isKept(room, file)))
  return { do: 'restore_home', id, isNeeded: isMove, isHere }
}

function selectErrands(hostId: string): Promise<Row[]> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<Row>`
      select desk.id as desk_id, archive.id, 'archive' as what, archive.kind, archive.file, archive.asked_at
        from home_archives archive join desks desk on desk.employee_id = archive.employee_id
        where desk.host_id = ${hostId} and desk.desired_state <> 'absent' and desk.observed_state <> 'gone'
          and archive.kind <> 'leaving' and archive.discarded_at is null
          and (archive.state in ('wanted', 'making') or (archive.state = 'ready' and archive.to_host_id <> desk.host_id
            and not exists (select from home_restores where home_restores.archive_id = archive.id)))
      union all
      select desk.id, restore.id, 'restore', archive.kind, archive.file, restore.asked_at
        from home_restores restore join home_archives archive on archive.id = restore.archive_id
        join desks desk on desk.employee_id = restore.employee_id
        where desk.host_id = ${hostId} and desk.desired_state <> 'absent' and desk.observed_state <> 'gone'
          and restore.state in ('wanted', 'restoring')
      order by asked_at`.execute(tx)
    return rows
  })
}
