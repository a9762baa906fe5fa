// Does with homes what waits to be done. Each errand has a row that says how far it is: whoever finds it half done does it again, and
// every deed may be done twice.
import { AppError } from '#lib/errors.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import {
  type BegunArchive,
  beginArchive,
  beginLeaving,
  beginRestore,
  handOver,
  isTriedTooOften,
  noteArchiveFailed,
  noteNothingKept,
  noteReady,
  noteRestored,
} from './archive-rows.ts'
import { failureInWords } from './failure-words.ts'
import type { HomeLimits } from './home-limits.ts'
import { type ArchiveRoom, discardKept, keepHome, openKept } from './keep-archives.ts'
import { openclawVersion } from './openclaw-version.ts'

export interface HomeErrandsOptions {
  runtime: Pick<DeskRuntime, 'openHome' | 'replaceHome' | 'remove'>
  room: ArchiveRoom
  limits?: HomeLimits
  log: Log
}

interface AtHost {
  deskId: string
  hostId: string
}

export interface HomeErrands {
  backUp: (archiveId: string, at: AtHost) => Promise<void>
  move: (archiveId: string, at: AtHost) => Promise<void>
  restore: (restoreId: string, at: AtHost) => Promise<void>
  /** The last thing before a home is destroyed. @throws when it could not be kept: then it must not be destroyed. */
  keepLeaving: (at: AtHost) => Promise<void>
}

const nameOf = (deskId: string, archiveId: string) => `${deskId}-${archiveId}.home`

export function homeErrands({ runtime, room, limits, log }: HomeErrandsOptions): HomeErrands {
  async function keep({ id, employeeId }: BegunArchive, deskId: string): Promise<boolean> {
    const origin = { deskId, employeeId, openclaw: openclawVersion }
    const packed = await keepHome(room, nameOf(deskId, id), origin, () => runtime.openHome(deskId))
    const isWanted = await noteReady(id, packed)
    if (!isWanted) await discardKept(room, packed.name)
    return isWanted
  }

  /** Answers whether it was packed. A failure stands in the row and ends the errand: the desk goes on. */
  async function tryToKeep(archiveId: string, { deskId, hostId }: AtHost): Promise<boolean> {
    const begun = await beginArchive(archiveId, hostId)
    if (!begun) return false
    try {
      if (isTriedTooOften(begun)) {
        await discardKept(room, nameOf(deskId, archiveId))
        throw new Error('It was interrupted again and again.')
      }
      return await keep(begun, deskId)
    } catch (error) {
      log.error({ err: error, deskId, archiveId }, 'A home could not be packed')
      await noteArchiveFailed(archiveId, failureInWords(error, 'packed'))
      return false
    }
  }

  return {
    backUp: async (archiveId, at) => void (await tryToKeep(archiveId, at)),
    async move(archiveId, at) {
      if (!(await tryToKeep(archiveId, at))) return
      await runtime.remove(at.deskId)
      await handOver(archiveId, at.deskId, at.hostId)
    },
    async restore(restoreId, { deskId }) {
      const begun = await beginRestore(restoreId)
      if (!begun) return
      try {
        if (isTriedTooOften(begun)) throw new Error('It was interrupted again and again.')
        const expected = { employeeId: begun.employeeId, ...(limits ? { limits } : {}) }
        await openKept(room, begun.file ?? '', expected, (tar) => runtime.replaceHome(deskId, tar))
      } catch (error) {
        log.error({ err: error, deskId, restoreId }, 'A packed home could not be put back')
        // Without it the desk would begin with nothing: it waits, and is tried again.
        if (begun.kind === 'move') throw error
        return await noteRestored(restoreId, failureInWords(error, 'put back'))
      }
      await noteRestored(restoreId, null)
    },
    async keepLeaving({ deskId, hostId }) {
      const begun = await beginLeaving(deskId, hostId)
      if (!begun) return
      try {
        await keep(begun, deskId)
      } catch (error) {
        // A desk that was never made has no home to pack.
        if (!(error instanceof AppError && error.code === 'not_found')) throw error
        await noteNothingKept(begun.id)
      }
    },
  }
}
