import type { WantedDesk } from '#orchestrator/fleet/read-desired.ts'
import type { ArchiveRoom } from './keep-archives.ts'
import { readErrands } from './read-errands.ts'

/**
 * Adds what waits to be done with the desks' homes. Read after the desks: a desk that was handed over to this host comes with the
 * errand to unpack its home, in one commit, and must never be seen without.
 */
export async function withErrands(
  desks: WantedDesk[],
  hostId: string,
  room: ArchiveRoom,
): Promise<WantedDesk[]> {
  const errands = await readErrands(hostId, room)
  if (errands.size === 0) return desks
  return desks.map((desk) => {
    const errand = errands.get(desk.desired.deskId) ?? null
    return { ...desk, desired: { ...desk.desired, errand } }
  })
}
