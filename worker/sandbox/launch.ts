// Starts the process of a task, behind walls where there are some, in a process group of its own so that all of it can be ended.
import { type ChildProcess, spawn } from 'node:child_process'
import type { Launch } from '../executor/executor.ts'
import type { Places } from '../places.ts'
import type { WorkerSettings } from '../settings.ts'
import { bubblewrapArguments, writeAccounts } from './bubblewrap.ts'
import { processEnvironment } from './process-environment.ts'

export interface Launched {
  pid: number
  process: ChildProcess
  /** At once, with everything it has started. */
  kill: () => void
}

/** @throws Error when there is no such program. */
export async function launchTask(
  settings: WorkerSettings,
  launch: Launch,
  places: Places,
): Promise<Launched> {
  const [program, args] = await asCommand(settings, launch, places)
  const child = spawn(program, args, {
    cwd: places.work,
    env: processEnvironment({
      ...settings.environment,
      ...launch.environment,
      HOME: places.home,
      TMPDIR: temporaryOf(settings, places),
    }),
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  // One that does not read its input is no reason to fail.
  child.stdin.on('error', () => undefined)
  child.stdin.end(launch.input)
  const pid = child.pid ?? 0
  return { pid, process: child, kill: () => killGroup(pid) }
}

export function killGroup(pid: number): void {
  try {
    if (pid > 1) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended, which is what was wanted.
  }
}

async function asCommand(
  { sandbox, expose }: WorkerSettings,
  { program, args }: Launch,
  { folder, home, work }: Places,
): Promise<[string, string[]]> {
  if (sandbox === 'none') return [program, args]
  await writeAccounts(folder, home)
  const walls = await bubblewrapArguments({ accounts: folder, home, work, expose })
  return ['bwrap', [...walls, '--', program, ...args]]
}

/** Behind walls /tmp is the run's own already. */
const temporaryOf = ({ sandbox }: WorkerSettings, { home }: Places) => (sandbox === 'bwrap' ? '/tmp' : home)
