// What a packed home says of itself: its first entry. One line of JSON about the whole, then one for each thing in it.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { HomeEntry, Unwelcome } from './home-entry.ts'
import { ArchiveRefused } from './refusal.ts'

export interface HomeOrigin {
  deskId: string
  employeeId: string | null
  /** The version of OpenClaw that worked in it. */
  openclaw: string
}

const facts = z.object({
  format: z.literal(1),
  deskId: z.string(),
  employeeId: z.string().nullable(),
  madeAt: z.iso.datetime(),
  openclaw: z.string(),
  files: z.int().min(0),
  entries: z.int().min(0),
  bytes: z.int().min(0),
  /** What could not be packed: the first of them by name. */
  leftOut: z.int().min(0),
  leftOutNames: z.array(z.object({ path: z.string(), why: z.string() })),
  /** Covers every name, kind, mode, target and content: two homes with the same are the same. */
  homeSha256: z.string(),
})
export type HomeFacts = z.output<typeof facts>

const line = z.object({
  path: z.string(),
  kind: z.enum(['file', 'folder', 'link', 'hard_link']),
  mode: z.int(),
  size: z.int().min(0).optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  target: z.string().optional(),
})
export type ManifestLine = z.output<typeof line>

export interface Manifest {
  facts: HomeFacts
  lines: ReadonlyMap<string, ManifestLine>
}

export const manifestName = 'manifest.ndjson'
const namesKept = 100

export function lineOf(entry: HomeEntry, sha256: string | undefined): ManifestLine {
  const { path, kind, mode } = entry
  return {
    path,
    kind,
    mode,
    ...(entry.kind === 'file' ? { size: entry.size } : {}),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...('target' in entry ? { target: entry.target } : {}),
  }
}

export interface LeftOut {
  path: string
  why: Unwelcome
}

export function manifestOf(origin: HomeOrigin, found: ManifestLine[], leftOut: LeftOut[]): Manifest {
  const files = found.filter(({ kind }) => kind === 'file')
  return {
    facts: {
      format: 1,
      ...origin,
      madeAt: new Date().toISOString(),
      files: files.length,
      entries: found.length,
      bytes: files.reduce((sum, { size = 0 }) => sum + size, 0),
      leftOut: leftOut.length,
      leftOutNames: leftOut.slice(0, namesKept),
      homeSha256: homeSha256(found),
    },
    lines: new Map(found.map((one) => [one.path, one])),
  }
}

export function homeSha256(lines: Iterable<ManifestLine>): string {
  const sorted = [...lines].sort((a, b) => (a.path < b.path ? -1 : 1))
  const hash = createHash('sha256')
  for (const { path, kind, mode, sha256 = '', target = '' } of sorted)
    hash.update(`${JSON.stringify([path, kind, kind === 'link' ? 0 : mode, sha256, target])}\n`)
  return hash.digest('hex')
}

export function manifestText({ facts: whole, lines }: Manifest): Buffer {
  return Buffer.from([whole, ...lines.values()].map((one) => `${JSON.stringify(one)}\n`).join(''))
}

/** @throws ArchiveRefused differs_from_manifest when it contradicts itself. */
export function parseManifest(text: string): Manifest {
  const [first = '', ...rest] = text.trimEnd().split('\n')
  try {
    const whole = facts.parse(JSON.parse(first))
    const found = rest.map((one) => line.parse(JSON.parse(one)))
    const lines = new Map(found.map((one) => [one.path, one]))
    const bytes = found.reduce((sum, { size = 0 }) => sum + size, 0)
    const isTrue =
      lines.size === found.length &&
      whole.entries === found.length &&
      whole.bytes === bytes &&
      whole.homeSha256 === homeSha256(found)
    if (isTrue) return { facts: whole, lines }
  } catch (error) {
    throw new ArchiveRefused('differs_from_manifest', 'Its list cannot be read.', error)
  }
  throw new ArchiveRefused('differs_from_manifest', 'Its list contradicts itself.')
}
