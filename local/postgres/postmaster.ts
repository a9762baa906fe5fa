/** Reads postmaster.pid: who serves a data folder, and whether it is ready. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf, isAlive, signal } from '../supervisor/processes.ts'
import { waitUntil } from '../supervisor/wait.ts'

const pidLine = 0
const statusLine = 7
const stopTimeoutMs = 10_000

export function isReady(dataDir: string, pid: number): boolean {
  const lines = readPidFile(dataDir)
  return Number(lines[pidLine]) === pid && lines[statusLine]?.trim() === 'ready'
}

/**
 * After a kill -9 the file stays. Postgres itself would refuse to start when the pid has meanwhile gone to somebody
 * else, and two servers on one folder must never be: an orphan of a dead run is stopped first.
 */
export async function clearStalePostmaster(dataDir: string): Promise<void> {
  const pid = Number(readPidFile(dataDir)[pidLine])
  if (!pid) return
  if (isAlive(pid) && servesFolder(pid, dataDir)) await stopProcess(pid)
  rmSync(join(dataDir, 'postmaster.pid'), { force: true })
}

function servesFolder(pid: number, dataDir: string): boolean {
  const command = commandOf(pid)
  return command.includes(dataDir) && command.some((word) => word.endsWith('postgres'))
}

async function stopProcess(pid: number): Promise<void> {
  signal(pid, 'SIGINT')
  if (await waitUntil(() => !isAlive(pid), stopTimeoutMs)) return
  signal(pid, 'SIGKILL')
  await waitUntil(() => !isAlive(pid), stopTimeoutMs)
}

function readPidFile(dataDir: string): string[] {
  try {
    return readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}
