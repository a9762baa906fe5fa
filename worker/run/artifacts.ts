// What a run hands in: every file in its work folder that is new or changed, apart from what tools leave behind, within bounds.
// Everything the task has started has ended by now, so nobody exchanges a file under our eyes.

import { constants } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ApiProblem } from '#lib/wire/client.ts'
import { artifactLimits, artifactQuery } from '#lib/wire/run.ts'
import type { Lease } from './lease.ts'

const leftByTools = new Set([
  ...['.git', '.hg', '.svn', 'node_modules', '.venv', 'venv', '__pycache__', '.cache', '.npm', '.next'],
  ...['.pytest_cache', '.mypy_cache', '.ruff_cache', '.tox', '.gradle', 'target', '.claude', '.openclaw'],
  ...['.DS_Store', '.deskhand'],
])

interface Found {
  path: string
  sizeBytes: number
  changedAtMs: number
}

/** What lies in the folder: path below it -> when it was changed and how large it is. */
export type Inventory = Map<string, string>

export async function takeInventory(work: string): Promise<Inventory> {
  const found = await findFiles(work)
  return new Map(found.map((file) => [file.path, stampOf(file)]))
}

const stampOf = ({ sizeBytes, changedAtMs }: Found) => `${sizeBytes} ${changedAtMs}`

/** Answers with words about what was left out, for the log. @throws LeaseLost */
export async function handIn(lease: Lease, work: string, before: Inventory): Promise<string[]> {
  const fresh = (await findFiles(work)).filter((file) => before.get(file.path) !== stampOf(file))
  const { chosen, leftOut } = choose(fresh)
  for (const { path } of chosen) {
    const content = await readWhole(join(work, path))
    const sending = lease.report('artifact', {
      query: { leaseToken: lease.token, path },
      // What kind of file it is, the API sees for itself.
      bytes: { content, mediaType: 'application/octet-stream' },
      timeoutMs: uploadTimeoutMs,
    })
    await sending.catch((error: unknown) => {
      if (!(error instanceof ApiProblem)) throw error
      leftOut.push(`Not handed in: ${path} (${error.message})`)
    })
  }
  return leftOut
}

const uploadTimeoutMs = 5 * 60_000

/** Small ones first, so that one large file takes no other's place. */
export function choose(found: Found[]): { chosen: Found[]; leftOut: string[] } {
  const chosen: Found[] = []
  const leftOut: string[] = []
  let bytes = 0
  for (const file of found.toSorted((a, b) => a.sizeBytes - b.sizeBytes || (a.path < b.path ? -1 : 1))) {
    const why = whyNot(file, chosen.length, bytes)
    if (why) {
      leftOut.push(`Not handed in: ${file.path} (${why})`)
      continue
    }
    chosen.push(file)
    bytes += file.sizeBytes
  }
  return { chosen, leftOut }
}

function whyNot({ path, sizeBytes }: Found, count: number, bytes: number): string | undefined {
  const { maxFiles, maxBytes, maxTotalBytes } = artifactLimits
  if (!artifactQuery.shape.path.safeParse(path).success || /\p{Cc}/u.test(path))
    return 'its name is too long or odd'
  if (sizeBytes > maxBytes) return `larger than ${megabytes(maxBytes)}`
  if (count >= maxFiles) return `more than ${maxFiles} files`
  return bytes + sizeBytes > maxTotalBytes ? `more than ${megabytes(maxTotalBytes)} in all` : undefined
}

const megabytes = (bytes: number) => `${Math.floor(bytes / 1e6)} MB`

const deepestFolder = 20
const mostEntries = 20_000

/** Links are not followed and not handed in. */
async function findFiles(work: string): Promise<Found[]> {
  const found: Found[] = []
  const folders = [{ below: '', depth: 0 }]
  for (let next = folders.pop(); next; next = folders.pop()) {
    const { below, depth } = next
    for (const entry of await readdir(join(work, below), { withFileTypes: true })) {
      if (leftByTools.has(entry.name) || found.length >= mostEntries) continue
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory() && depth < deepestFolder) folders.push({ below: path, depth: depth + 1 })
      if (!entry.isFile()) continue
      const { size, mtimeMs } = await lstat(join(work, path))
      found.push({ path, sizeBytes: size, changedAtMs: mtimeMs })
    }
  }
  return found
}

async function readWhole(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    return new Uint8Array(await file.readFile())
  } finally {
    await file.close()
  }
}
