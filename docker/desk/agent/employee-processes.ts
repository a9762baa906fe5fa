// Which processes of a desk the employee started: what the gateway started in sessions of their own, and whatever has lost its
// parent and belongs to no part of the desktop. The gateway itself, its helpers and the desktop are not among them.
import { type DeskProcess, listProcesses } from './list-processes.ts'

interface Ours {
  agent: number
  gateway: number | undefined
  /** Where OpenClaw lies. */
  openclaw: string
  /** Every program of the desktop stays in the session of its part. */
  desktop: (number | undefined)[]
}

const init = 1
/** The parent of a process that was started from outside of the container. */
const outside = 0

/** Chromium keeps its recorder of crashes out of everybody's reach. */
const crashRecorder = '/usr/lib/chromium/chrome_crashpad_handler'

/** OpenClaw starts the employee's programs by way of a helper that has a session of its own. */
function isHelper({ parent, file, firstArgument }: DeskProcess, ours: Ours): boolean {
  return parent === ours.gateway && file.endsWith('/node') && firstArgument.startsWith(ours.openclaw)
}

/** Pure. */
export function employeeProcesses(processes: DeskProcess[], ours: Ours): number[] {
  const tree = treeOf(processes)
  const outOfGateway =
    ours.gateway === undefined
      ? []
      : tree
          .below(ours.gateway)
          .filter((process) => process.session !== ours.gateway && !isHelper(process, ours))
  const orphans = tree
    .childrenOf(init)
    .filter(
      ({ pid, session, file }) =>
        pid !== ours.agent &&
        session !== ours.gateway &&
        !ours.desktop.includes(session) &&
        file !== crashRecorder,
    )
  return [...new Set([...outOfGateway, ...orphans].flatMap(tree.withAllBelow))]
}

/** What came in from outside, by the engine: a command that the orchestrator runs for somebody. Pure. */
export function enteredProcesses(processes: DeskProcess[]): number[] {
  const tree = treeOf(processes)
  return tree
    .childrenOf(outside)
    .filter(({ pid }) => pid !== init)
    .flatMap(tree.withAllBelow)
}

/** Ends them at once, and those they start meanwhile; answers how many. */
export async function endProcesses(which: (processes: DeskProcess[]) => number[]): Promise<number> {
  let ended = 0
  for (let round = 0; round < 5; round += 1) {
    const pids = which(await listProcesses())
    if (pids.length === 0) break
    for (const pid of pids) ended += kill(pid)
  }
  return ended
}

function kill(pid: number): number {
  try {
    process.kill(pid, 'SIGKILL')
    return 1
  } catch {
    return 0
  }
}

function treeOf(processes: DeskProcess[]) {
  const byParent = Map.groupBy(processes, ({ parent }) => parent)
  const childrenOf = (pid: number) => byParent.get(pid) ?? []
  const below = (pid: number): DeskProcess[] =>
    childrenOf(pid).flatMap((child) => [child, ...below(child.pid)])
  const withAllBelow = ({ pid }: DeskProcess) => [pid, ...below(pid).map((process) => process.pid)]
  return { childrenOf, below, withAllBelow }
}
