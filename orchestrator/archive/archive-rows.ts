// What is written down of packed homes, before and after the deed.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { Failure } from '#lib/wire/shapes.ts'
import type { PackedHome } from './keep-archives.ts'

/** Packing that ended its orchestrator so often is not tried again. */
const mostAttempts = 3

export interface BegunArchive {
  id: string
  employeeId: string
  kind: string
  attempts: number
}

/** undefined when nobody wants it any more. A move that was packed already is packed again: nobody worked there since. */
export function beginArchive(id: string, hostId: string): Promise<BegunArchive | undefined> {
  return transactAsOrchestrator((tx) =>
    tx
      .updateTable('homeArchives')
      .set((eb) => ({ state: 'making', hostId, attempts: eb('attempts', '+', 1) }))
      .where('id', '=', id)
      .where('discardedAt', 'is', null)
      .where((eb) =>
        eb.or([
          eb('state', 'in', ['wanted', 'making']),
          eb.and([eb('state', '=', 'ready'), eb('kind', '=', 'move')]),
        ]),
      )
      .returning(['id', 'employeeId', 'kind', 'attempts'])
      .executeTakeFirst(),
  )
}

export const isTriedTooOften = ({ attempts, kind }: Pick<BegunArchive, 'attempts' | 'kind'>): boolean =>
  attempts > mostAttempts && kind !== 'move'

/** The row of what is kept of somebody who leaves: the one begun before a crash, or a new one. */
export function beginLeaving(deskId: string, hostId: string): Promise<BegunArchive | undefined> {
  return transactAsOrchestrator(async (tx) => {
    const desk = await tx
      .selectFrom('desks')
      .where('id', '=', deskId)
      .select(['companyId', 'employeeId'])
      .executeTakeFirst()
    if (!desk?.companyId || !desk.employeeId) return undefined
    const { companyId, employeeId } = desk
    const begun = await tx
      .selectFrom('homeArchives')
      .where('employeeId', '=', employeeId)
      .where('kind', '=', 'leaving')
      .where('state', '=', 'making')
      .select(['id', 'employeeId', 'kind', 'attempts'])
      .executeTakeFirst()
    if (begun) return begun
    return await tx
      .insertInto('homeArchives')
      .values({ companyId, employeeId, kind: 'leaving', state: 'making', hostId, attempts: 1 })
      .returning(['id', 'employeeId', 'kind', 'attempts'])
      .executeTakeFirstOrThrow()
  })
}

/** Answers whether it is still wanted. */
export async function noteReady(id: string, { name, bytes, sha256, home }: PackedHome): Promise<boolean> {
  const written = await transactAsOrchestrator((tx) =>
    tx
      .updateTable('homeArchives')
      .set({
        state: 'ready',
        file: name,
        bytes,
        sha256,
        homeSha256: home.homeSha256,
        homeBytes: home.bytes,
        files: home.files,
        leftOut: home.leftOut,
        madeAt: new Date(home.madeAt),
      })
      .where('id', '=', id)
      .where('state', '=', 'making')
      .returning('id')
      .executeTakeFirst(),
  )
  return written !== undefined
}

export async function noteArchiveFailed(id: string, failure: Failure): Promise<void> {
  await transactAsOrchestrator((tx) =>
    tx
      .updateTable('homeArchives')
      .set({ state: 'failed', failure: JSON.stringify(failure) })
      .where('id', '=', id)
      .where('state', '=', 'making')
      .execute(),
  )
}

/** There was nothing to keep. */
export async function noteNothingKept(id: string): Promise<void> {
  await transactAsOrchestrator((tx) =>
    tx.updateTable('homeArchives').set({ state: 'expired' }).where('id', '=', id).execute(),
  )
}

export interface BegunRestore {
  id: string
  employeeId: string
  kind: string
  file: string | null
  attempts: number
}

export function beginRestore(id: string): Promise<BegunRestore | undefined> {
  return transactAsOrchestrator(async (tx) => {
    const begun = await tx
      .updateTable('homeRestores')
      .set((eb) => ({ state: 'restoring', attempts: eb('attempts', '+', 1) }))
      .where('id', '=', id)
      .where('state', 'in', ['wanted', 'restoring'])
      .returning(['id', 'archiveId', 'employeeId', 'attempts'])
      .executeTakeFirst()
    if (!begun) return undefined
    const archive = await tx
      .selectFrom('homeArchives')
      .where('id', '=', begun.archiveId)
      .select(['kind', 'file'])
      .executeTakeFirstOrThrow()
    return { ...begun, ...archive }
  })
}

export async function noteRestored(id: string, failure: Failure | null): Promise<void> {
  const outcome = failure
    ? { state: 'failed', failure: JSON.stringify(failure) }
    : { state: 'done', doneAt: sql<Date>`now()` }
  await transactAsOrchestrator((tx) =>
    tx.updateTable('homeRestores').set(outcome).where('id', '=', id).execute(),
  )
}

/**
 * Gives a desk to the host that it moves to, where it begins with its home being unpacked. From this commit on only that host may
 * run it.
 */
export async function handOver(archiveId: string, deskId: string, fromHostId: string): Promise<void> {
  await transactAsOrchestrator(async (tx) => {
    const archive = await tx
      .selectFrom('homeArchives')
      .where('id', '=', archiveId)
      .select(['companyId', 'employeeId', 'toHostId', 'askedBy'])
      .executeTakeFirstOrThrow()
    const moved = await tx
      .updateTable('desks')
      .set({
        hostId: archive.toHostId,
        observedState: 'none',
        observedPhase: 'waiting_for_host',
        observedPhaseAt: sql<Date>`now()`,
        observedGeneration: null,
        observedCrashes: [],
        observedNextAttemptAt: null,
        observedFailure: null,
        observedRelease: null,
      })
      .where('id', '=', deskId)
      .where('hostId', '=', fromHostId)
      .returning('id')
      .executeTakeFirst()
    if (!moved) return
    const { companyId, employeeId, askedBy } = archive
    await tx.insertInto('homeRestores').values({ companyId, employeeId, archiveId, askedBy }).execute()
  })
}
