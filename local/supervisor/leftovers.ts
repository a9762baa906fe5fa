/**
 * Processes that a run of this home started and that nobody watches any more. They are known by their environment: parts
 * carry DESKHAND_PART, desks have their state under <home>/desks. DESKHAND_HOME alone says nothing: a person may have
 * exported it in the shell they work in.
 */
import { join, sep } from 'node:path'
import { ancestorsOf, environmentOf, isAlive, listProcesses, parentOf, signal } from './processes.ts'
import { waitUntil } from './wait.ts'

const partVariable = 'DESKHAND_PART'
const graceMs = 5_000
const killedMs = 5_000

export type Leftover = { pid: number; name: string }

/** What every process of this home must carry in its environment. */
export function markerOf(home: string, part: string): Record<string, string> {
  return { DESKHAND_HOME: home, [partVariable]: part }
}

export function findLeftovers(home: string, ours: number[] = []): Leftover[] {
  const spared = new Set([process.pid, ...ancestorsOf(process.pid)])
  const isOurs = (pid: number) => [pid, ...ancestorsOf(pid)].some((one) => ours.includes(one))
  return listProcesses()
    .filter((pid) => !spared.has(pid) && isAlive(pid) && !isOurs(pid))
    .flatMap((pid) => {
      const name = nameIfOfHome(environmentOf(pid), home)
      return name ? [{ pid, name }] : []
    })
}

function nameIfOfHome(environment: string[], home: string): string | undefined {
  if (!environment.includes(`DESKHAND_HOME=${home}`)) return undefined
  const part = environment.find((line) => line.startsWith(`${partVariable}=`))
  if (part) return part.slice(partVariable.length + 1)
  return environment.some((line) => line.includes(`=${join(home, 'desks')}${sep}`)) ? 'desk' : undefined
}

/** Those that were not started by another of them: they end their own children. */
function heads(found: Leftover[]): Leftover[] {
  const pids = new Set(found.map((leftover) => leftover.pid))
  return found.filter(({ pid }) => !pids.has(parentOf(pid) ?? 0))
}

/** Asks, waits a moment, insists. Returns what it ended. Processes they start meanwhile are found in the next round. */
export async function endLeftovers(
  home: string,
  ours: number[] = [],
  impatient = false,
): Promise<Leftover[]> {
  const ended = new Map<number, Leftover>()
  const remaining = () => {
    const found = findLeftovers(home, ours)
    for (const leftover of found) ended.set(leftover.pid, leftover)
    return found
  }
  if (!impatient) {
    for (const { pid, name } of heads(remaining())) signal(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM')
    await waitUntil(() => remaining().length === 0, graceMs, 100)
  }
  await waitUntil(() => {
    for (const { pid } of remaining()) signal(pid, 'SIGKILL')
    return remaining().length === 0
  }, killedMs)
  return [...ended.values()]
}
