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

/** Chromium keeps its recorder of crashes out of everybody's reach. */
const crashRecorder = '/usr/lib/chromium/chrome_crashpad_handler'

/** OpenClaw starts the employee's programs by way of a helper that has a session of its own. */
function isHelper({ parent, file, firstArgument }: DeskProcess, ours: Ours): boolean {
  return parent === ours.gateway && file.endsWith('/node') && firstArgument.startsWith(ours.openclaw)
}

/** Pure. */
export function employeeProcesses(processes: DeskProcess[], ours: Ours): number[] {
  const byParent = Map.groupBy(processes, ({ parent }) => parent)
  const withDescendants = (process: DeskProcess): number[] => [
    process.pid,
    ...(byParent.get(process.pid) ?? []).flatMap(withDescendants),
  ]
  const below = (pid: number): DeskProcess[] =>
    (byParent.get(pid) ?? []).flatMap((child) => [child, ...below(child.pid)])

  const outOfGateway =
    ours.gateway === undefined
      ? []
      : below(ours.gateway).filter((process) => process.session !== ours.gateway && !isHelper(process, ours))
  const orphans = (byParent.get(init) ?? []).filter(
    ({ pid, session, file }) =>
      pid !== ours.agent &&
      session !== ours.gateway &&
      !ours.desktop.includes(session) &&
      file !== crashRecorder,
  )
  return [...new Set([...outOfGateway, ...orphans].flatMap(withDescendants))]
}

/** Ends them at once, and those they start meanwhile; answers how many. */
export async function endEmployeeProcesses(ours: Ours): Promise<number> {
  let ended = 0
  for (let round = 0; round < 5; round += 1) {
    const pids = employeeProcesses(await listProcesses(), ours)
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
