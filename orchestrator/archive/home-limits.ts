// How large a home may be. What is larger is not packed, because it could not be unpacked; and whoever reads a home remembers the names
// of all that is in it, so there must be an end to them.

export interface HomeLimits {
  bytes: number
  entries: number
  /** Of the list of all that is in it. */
  manifestBytes?: number
}

const gibibyte = 1024 ** 3
export const defaultHomeLimits: HomeLimits = { bytes: 20 * gibibyte, entries: 400_000 }
export const largestManifestBytes = 256 * 1024 ** 2
