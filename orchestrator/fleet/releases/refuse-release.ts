// A desk did not become ready with a release: remembered for this desk, and when that happens to too many, for all.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { isToBeHalted } from './choose-release.ts'

/** As many as the column holds. */
const mostRemembered = 20

export async function refuseRelease(tx: Tx, deskId: string, releaseId: string): Promise<void> {
  await sql`update desks set refused_releases =
      (array_append(array_remove(refused_releases, ${releaseId}::uuid), ${releaseId}::uuid))[
        greatest(1, cardinality(refused_releases) + 2 - ${mostRemembered}):]
    where id = ${deskId}`.execute(tx)
  const { rows } = await sql<{ failed: number; proven: number }>`
    select (select count(*)::int from desks where ${releaseId}::uuid = any (refused_releases)) as failed,
      (select count(*)::int from desks join desk_releases release on release.image = desks.proven_release
        where release.id = ${releaseId}) as proven`.execute(tx)
  const [counts] = rows
  if (!counts || !isToBeHalted(counts)) return
  await tx
    .updateTable('deskReleases')
    .set({ haltedAt: sql<Date>`now()` })
    .where('id', '=', releaseId)
    .where('haltedAt', 'is', null)
    .execute()
}
