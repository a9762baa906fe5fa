// What a run leaves in its folder, kept with the task. Bounded: what is too large or too much is named and left at the desk.
import { putArtifact } from '#lib/run/put-artifact.ts'
import { artifactLimits } from '#lib/wire/run.ts'
import { type Exec, type FoundFile, listFiles, readWholeFile } from './workspace.ts'

/** Answers with what was left out, in words for the log. @throws AppError `lease_lost` */
export async function collectArtifacts(
  exec: Exec,
  number: number,
  lease: { runId: string; leaseToken: string },
): Promise<string[]> {
  const { taken, leftOut } = choose(await listFiles(exec, number))
  for (const file of taken) {
    const content = await readWholeFile(exec, number, file)
    await putArtifact('orchestrator', { ...lease, path: file.path, content })
  }
  return leftOut
}

/** The shallow ones first: what was made for people rather lies on top. Pure. */
export function choose(files: readonly FoundFile[]): { taken: FoundFile[]; leftOut: string[] } {
  const taken: FoundFile[] = []
  const leftOut: string[] = []
  let totalBytes = 0
  for (const file of files.toSorted((a, b) => depth(a) - depth(b) || (a.path < b.path ? -1 : 1))) {
    const why = objection(file, taken.length, totalBytes)
    if (why) leftOut.push(`${file.path.slice(0, 200)} was not collected: ${why}.`)
    else {
      taken.push(file)
      totalBytes += file.sizeBytes
    }
  }
  return {
    taken,
    leftOut:
      leftOut.length > 20
        ? [...leftOut.slice(0, 20), `${leftOut.length - 20} more were not collected.`]
        : leftOut,
  }
}

function objection({ path, sizeBytes }: FoundFile, files: number, totalBytes: number): string | undefined {
  const { maxBytes, maxFiles, maxTotalBytes } = artifactLimits
  // A name that is no text cannot be stored, and is not shown to people either.
  if (path.length > 400 || !path.isWellFormed() || path.includes('\uFFFD')) return 'its name cannot be kept'
  if (sizeBytes > maxBytes) return `it is larger than ${maxBytes / 1024 / 1024} MB`
  if (files >= maxFiles) return `a run keeps ${maxFiles} files`
  if (totalBytes + sizeBytes > maxTotalBytes) return `a run keeps ${maxTotalBytes / 1024 / 1024} MB`
  return undefined
}

function depth({ path }: FoundFile): number {
  return path.split('/').length
}
