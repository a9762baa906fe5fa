// What is called how in Docker. Names follow from the desk, so that whoever looks finds the same thing again; labels prove whose it
// is. Pure.
import { createHash } from 'node:crypto'

const prefix = 'deskhand'

export const label = {
  installation: `${prefix}.installation`,
  kind: `${prefix}.kind`,
  desk: `${prefix}.desk`,
  generation: `${prefix}.generation`,
  spec: `${prefix}.spec`,
} as const

export type ThingKind = 'desk' | 'gatehouse' | 'home' | 'net' | 'outside' | 'errand'
export type Labels = Record<string, string>

export interface Names {
  /** The same for all things of one installation, and for nobody else's. */
  installation: string
  gatehouse: string
  outside: string
  container: (deskId: string) => string
  errand: (deskId: string) => string
  home: (deskId: string) => string
  network: (deskId: string) => string
  labels: (kind: ThingKind, deskId?: string) => Labels
  isOurs: (labels: Labels | null | undefined, kind: ThingKind, deskId?: string) => boolean
}

export function namesOf(installationId: string): Names {
  const installation = createHash('sha256').update(installationId).digest('hex').slice(0, 10)
  const name = (rest: string) => `${prefix}-${installation}-${rest}`
  const labels = (kind: ThingKind, deskId?: string): Labels => ({
    [label.installation]: installation,
    [label.kind]: kind,
    ...(deskId === undefined ? {} : { [label.desk]: deskId }),
  })
  return {
    installation,
    gatehouse: name('gatehouse'),
    outside: name('outside'),
    container: (deskId) => name(`desk-${deskId}`),
    errand: (deskId) => name(`errand-${deskId}`),
    home: (deskId) => name(`home-${deskId}`),
    network: (deskId) => name(`net-${deskId}`),
    labels,
    isOurs: (found, kind, deskId) =>
      Object.entries(labels(kind, deskId)).every(([key, value]) => found?.[key] === value),
  }
}
