// How much of the machine one desk may use.

export interface DeskLimits {
  memoryBytes: number
  /** Share of a core that it may use at most. */
  cpuCores: number
  processes: number
  shmBytes: number
  homeBytes: number
  /** No single file may grow larger. */
  fileBytes: number
  /** Of the desktop, width x height. */
  geometry: string
}

const mebibyte = 1024 * 1024
const gibibyte = 1024 * mebibyte

/** A gateway, a desktop and a browser with a few pages. Chromium dies with 128 processes. */
export const defaultDeskLimits: DeskLimits = {
  memoryBytes: 3 * gibibyte,
  cpuCores: 2,
  processes: 512,
  shmBytes: 256 * mebibyte,
  homeBytes: 10 * gibibyte,
  fileBytes: 4 * gibibyte,
  geometry: '1280x800',
}
