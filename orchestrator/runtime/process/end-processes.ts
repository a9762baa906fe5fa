// Ends one launch with all it started: politely first, then for certain.
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '#lib/errors.ts'
import type { RunningLaunch } from './find-launches.ts'
import type { SystemProcess } from './system-process.ts'

const lookAgainMs = 50
const killTimeoutMs = 10_000

/** Looks up, each time anew, what is left of a launch. */
export type FindAgain = () => Promise<RunningLaunch | undefined>

export async function endLaunch(find: FindAgain, graceMs: number): Promise<void> {
  const launch = await find()
  if (!launch) return
  if (graceMs > 0 && launch.gateway && signal(launch.gateway, 'SIGTERM')) {
    const gateway = launch.gateway
    await until(async () => !(await isRunning(find, gateway)), graceMs)
  }
  await killAll(find)
}

async function isRunning(find: FindAgain, wanted: SystemProcess): Promise<boolean> {
  const now = await find()
  return (
    now?.everything.some(({ pid, startedAt }) => pid === wanted.pid && startedAt === wanted.startedAt) ??
    false
  )
}

/** Repeats, because what is being killed may still be starting others. */
async function killAll(find: FindAgain): Promise<void> {
  const gone = await until(async () => {
    const launch = await find()
    if (!launch) return true
    if (launch.namespaceInit) signal(launch.namespaceInit, 'SIGKILL')
    else for (const process of launch.everything) signal(process, 'SIGKILL')
    return false
  }, killTimeoutMs)
  if (!gone) throw new AppError('unavailable', { detail: 'The gateway does not end, not even when killed.' })
}

async function until(condition: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs
  while (!(await condition())) {
    if (performance.now() >= end) return false
    await sleep(lookAgainMs)
  }
  return true
}

function signal({ pid }: SystemProcess, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    // It has just ended, which is what was wanted.
    return false
  }
}
