// What a worker that was killed has left: processes of its runs, and their folders. Their leases run out by themselves.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { placesOf, runsDir } from '../places.ts'
import { killGroup } from '../sandbox/launch.ts'
import { startOf } from './process-start.ts'

const mark = z.object({ pid: z.int().min(2), startedAt: z.string().min(1) })
const markFile = 'executor.json'

/** So that the next start finds what this one could not end. */
export async function markExecutor(stateDir: string, runId: string, pid: number): Promise<void> {
  const content = JSON.stringify({ pid, startedAt: await startOf(pid) })
  await writeFile(join(placesOf(stateDir, runId).folder, markFile), content)
}

export async function cleanUp(stateDir: string): Promise<void> {
  for (const runId of await readdir(runsDir(stateDir)).catch(() => [])) {
    const text = await readFile(join(runsDir(stateDir), runId, markFile), 'utf8').catch(() => 'null')
    const found = mark.safeParse(readJson(text)).data
    if (found && (await startOf(found.pid)) === found.startedAt) killGroup(found.pid)
    await removeRun(stateDir, runId)
  }
}

export async function removeRun(stateDir: string, runId: string): Promise<void> {
  // Something that is just being killed may still write.
  await rm(placesOf(stateDir, runId).folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
