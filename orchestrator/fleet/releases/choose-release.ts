// Which build of the desk a desk runs. Pure, and the same answer at every look: nobody remembers who was chosen.
import { createHash } from 'node:crypto'

export interface Release {
  id: string
  image: string
  label: string
  /** Percentage of desks that shall run it. */
  share: number
  isHalted: boolean
  madeAt: number
}

export interface ReleaseFacts {
  deskId: string
  /** An operator's word: it goes before shares and halts. */
  pinnedReleaseId: string | null
  /** Those it did not become ready with. */
  refusedReleaseIds: readonly string[]
  /** The image it last ran well for a while. */
  provenImage: string | null
}

/**
 * The newest release whose share holds the desk; null for the host's own build. Each release throws the dice anew, so that not the
 * same desks come first each time. Who is in a share stays in it when it grows.
 */
export function chooseRelease(desk: ReleaseFacts, releases: readonly Release[]): Release | null {
  const isRefused = ({ id }: Release) => desk.refusedReleaseIds.includes(id)
  const pinned = releases.find(({ id }) => id === desk.pinnedReleaseId)
  if (pinned && !isRefused(pinned)) return pinned
  // A halt keeps others away; who runs it well goes on with it.
  const isOpen = (release: Release) =>
    !isRefused(release) && (!release.isHalted || release.image === desk.provenImage)
  return newestFirst(releases).find((release) => isInShare(desk.deskId, release) && isOpen(release)) ?? null
}

/** What it would run, had it not refused it: worth a complaint. */
export function undoneRelease(desk: ReleaseFacts, releases: readonly Release[]): Release | null {
  const willing = { ...desk, refusedReleaseIds: [] }
  const wanted = chooseRelease(
    willing,
    releases.map((release) => ({ ...release, isHalted: false })),
  )
  return wanted && desk.refusedReleaseIds.includes(wanted.id) ? wanted : null
}

const buckets = 100
const digestRange = 2 ** 32

function isInShare(deskId: string, { id, share }: Release): boolean {
  const digest = createHash('sha256').update(`${id}:${deskId}`).digest()
  return (digest.readUInt32BE(0) / digestRange) * buckets < share
}

function newestFirst(releases: readonly Release[]): Release[] {
  return releases.toSorted((a, b) => b.madeAt - a.madeAt || (a.id < b.id ? -1 : 1))
}

/** The first ones decide: a build with which so many desks did not become ready is for nobody else. */
export function isToBeHalted({ failed, proven }: { failed: number; proven: number }): boolean {
  return failed >= 2 && failed / (failed + proven) >= 0.2
}
