// Linux: everything is in /proc. A process that ends while it is read is left out.
import { readdir, readFile } from 'node:fs/promises'
import type { SystemProcess } from './system-process.ts'

export async function listProcProcesses(): Promise<SystemProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const [bootId, ...found] = await Promise.all([currentBootId(), ...pids.map(readProcess)])
  return found
    .filter((process) => process !== undefined)
    .map((process) => ({ ...process, startedAt: `${bootId}:${process.startedAt}` }))
}

async function currentBootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
}

async function readProcess(pid: number): Promise<SystemProcess | undefined> {
  const [stat, status, environment] = await Promise.all(
    ['stat', 'status', 'environ'].map((file) =>
      readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => undefined),
    ),
  )
  if (stat === undefined || status === undefined) return undefined
  return parseProcProcess(pid, stat, status, environment)
}

/** proc_pid_stat(5): the command's name stands in brackets and may hold anything, so fields count from the last bracket. */
export function parseProcProcess(
  pid: number,
  stat: string,
  status: string,
  environment: string | undefined,
): SystemProcess | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state = 'Z', parentPid = '0', , sessionId = '0'] = fields
  if (state === 'Z' || state === 'X') return undefined
  const namespacePids = /^NSpid:\s*(.+)$/m.exec(status)?.[1]?.trim().split(/\s+/).map(Number) ?? [pid]
  return {
    pid,
    parentPid: Number(parentPid),
    sessionId: Number(sessionId),
    startedAt: fields[19] ?? '',
    namespacePids,
    environment: environment === undefined ? undefined : parseEnvironment(environment),
  }
}

function parseEnvironment(text: string): Record<string, string> {
  const pairs = text.split('\0').filter((pair) => pair.includes('='))
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )
}
