import type { WantedBuild } from '../fleet.ts'
import { chooseRelease, type Release, undoneRelease } from './choose-release.ts'
import { upgradeComplaint } from './upgrade-complaint.ts'

export interface BuildRow {
  id: string
  /** null: a warm desk. Nobody is there to complain to, and with a complaint nobody would get it. */
  companyId: string | null
  pinnedReleaseId: string | null
  refusedReleases: string[]
  provenRelease: string | null
}

/** Which image the desk shall run, whether that is a trial, and what to say of one it went back from. */
export function wantedBuild(
  { id, companyId, pinnedReleaseId, refusedReleases, provenRelease }: BuildRow,
  releases: readonly Release[],
): WantedBuild & { image: string | null } {
  const facts = {
    deskId: id,
    pinnedReleaseId,
    refusedReleaseIds: refusedReleases,
    provenImage: provenRelease,
  }
  const chosen = chooseRelease(facts, releases)
  const undone = undoneRelease(facts, releases)
  return {
    image: chosen?.image ?? null,
    trial: chosen && chosen.image !== provenRelease ? { releaseId: chosen.id } : null,
    complaint: undone && companyId !== null ? upgradeComplaint(undone) : null,
  }
}
