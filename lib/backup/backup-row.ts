// How a backup is read: with who asked for it and how it was last put back.
import { sql } from 'kysely'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { notFound } from '#lib/errors.ts'
import type { Backup } from '#lib/wire/backup.ts'
import { failure } from '#lib/wire/shapes.ts'

interface Place {
  companyId: string
  employeeId: string
}

/** What people can choose from: neither what was discarded nor what is kept of those who left. */
export function selectBackups(tx: Tx, { companyId, employeeId }: Place) {
  return tx
    .selectFrom('homeArchives as archive')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('homeRestores')
          .whereRef('homeRestores.archiveId', '=', 'archive.id')
          .select(['state as restoreState', 'askedAt as restoreAskedAt'])
          .select(['doneAt as restoreDoneAt', 'failure as restoreFailure'])
          .orderBy('homeRestores.askedAt', 'desc')
          .limit(1)
          .as('restore'),
      (join) => join.onTrue(),
    )
    .leftJoin('members as asker', (join) =>
      join.onRef('asker.companyId', '=', 'archive.companyId').onRef('asker.userId', '=', 'archive.askedBy'),
    )
    .where('archive.companyId', '=', companyId)
    .where('archive.employeeId', '=', employeeId)
    .where('archive.discardedAt', 'is', null)
    .where('archive.kind', 'in', ['backup', 'daily', 'move'])
    .where('archive.state', '<>', 'expired')
    .select([
      'archive.id',
      'archive.kind',
      'archive.state',
      'asker.displayName as askedBy',
      'archive.askedAt',
    ])
    .select(['archive.madeAt', 'archive.bytes', 'archive.files', 'archive.leftOut', 'archive.homeSha256'])
    .select(['archive.failure', 'restoreState', 'restoreAskedAt', 'restoreDoneAt', 'restoreFailure'])
    .orderBy(sql`archive.asked_at`, 'desc')
    .orderBy('archive.id')
    .$narrowType<{ kind: Backup['kind']; state: Backup['state']; restoreState: RestoreState | null }>()
}

type RestoreState = NonNullable<Backup['restore']>['state']
type Row = Awaited<ReturnType<ReturnType<typeof selectBackups>['execute']>>[number]

export function toWire(row: Row): Backup {
  const { id, kind, state, askedBy, bytes, files, leftOut, homeSha256 } = row
  return {
    id,
    kind,
    state,
    askedBy,
    askedAt: row.askedAt.toISOString(),
    madeAt: row.madeAt?.toISOString() ?? null,
    bytes,
    files,
    leftOut,
    homeSha256,
    failure: failure.nullable().parse(row.failure),
    restore: restoreOf(row),
  }
}

function restoreOf({ restoreState, restoreAskedAt, restoreDoneAt, restoreFailure }: Row): Backup['restore'] {
  if (!restoreState || !restoreAskedAt) return null
  return {
    state: restoreState,
    askedAt: restoreAskedAt.toISOString(),
    doneAt: restoreDoneAt?.toISOString() ?? null,
    failure: failure.nullable().parse(restoreFailure),
  }
}

/** @throws AppError not_found for one that is unknown, foreign, discarded or of another employee. */
export async function backupById(
  tx: Tx,
  caller: CompanyCaller,
  { employeeId, backupId }: { employeeId: string; backupId: string },
): Promise<Backup> {
  const place = { companyId: caller.companyId, employeeId }
  const row = await selectBackups(tx, place).where('archive.id', '=', backupId).executeTakeFirst()
  if (!row) throw notFound('backup')
  return toWire(row)
}
