/**
 * Processes that a run of this home started and that nobody watches any more, with all they started. They are known by
 * their environment: parts carry DESKHAND_PART, gateways DESKHAND_DESK_ID. DESKHAND_HOME alone says nothing: a person may
 * have exported it in the shell they work in.
 */
import { ancestorsOf, environmentOf, isAlive, listProcesses, parentOf, signal } from './processes.ts'
import { waitUntil } from './wait.ts'

const partVariable = 'DESKHAND_PART'
const deskVariable = 'DESKHAND_DESK_ID'
const graceMs = 5_000
const killedMs = 5_000

export type Leftover = { pid: number; name: string }

/** What every process of this home must carry in its environment. */
export function markerOf(home: string, part: string): Record<string, string> {
  return { DESKHAND_HOME: home, [partVariable]: part }
}

export function findLeftovers(home: string, ours: number[] = []): Leftover[] {
  const spared = new Set([process.pid, ...ancestorsOf(process.pid)])
  return listProcesses()
    .filter((pid) => !spared.has(pid) && isAlive(pid))
    .flatMap((pid) => {
      const line = [pid, ...ancestorsOf(pid)].filter((one) => !spared.has(one))
      if (line.some((one) => ours.includes(one))) return []
      const name = line
        .map((one) => nameIfOfHome(environmentOf(one), home))
        .find((found) => found !== undefined)
      return name ? [{ pid, name }] : []
    })
}

function nameIfOfHome(environment: string[], home: string): string | undefined {
  if (!environment.includes(`DESKHAND_HOME=${home}`)) return undefined
  const part = environment.find((line) => line.startsWith(`${partVariable}=`))
  if (part) return part.slice(partVariable.length + 1)
  return environment.some((line) => line.startsWith(`${deskVariable}=`)) ? 'desk' : undefined
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
    const asked = new Set<number>()
    await waitUntil(() => {
      const found = remaining()
      for (const { pid, name } of heads(found).filter((head) => !asked.has(head.pid))) {
        signal(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM')
        asked.add(pid)
      }
      return found.length === 0
    }, graceMs)
  }
  await waitUntil(() => {
    for (const { pid } of remaining()) signal(pid, 'SIGKILL')
    return remaining().length === 0
  }, killedMs)
  return [...ended.values()]
}
